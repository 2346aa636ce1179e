"""Races and receipts attacked."""
import threading, json
from tests.database.test_receipts import *
from consent.receipt_check import check, read_json
def test_two_clicks_all_optional(world, someone):
    # a person known at two lenders; two 'end all' and a gpc heed at once
    import concurrent.futures as cf
    from consent import signal
    errs=[]
    person=someone[1]
    other=new_id()
    with world.owner.transaction(world.machine("", world.other_lender)) as tx:
        from sqlalchemy import text
        tx.execute(text("INSERT INTO subjects VALUES (:org,:id,:p,:r,0,now(),NULL)"),{"org":world.other_lender,"id":other,"p":person,"r":str(other)})
        tx.make_subject_key(world.other_lender, other)
    def giveall(k):
        with world.database.transaction(world.person(person)) as tx:
            for org, sub in store.subjects_of_person(tx):
                for n in store.current_notices(tx,(org,)):
                    if n.purpose in ("marketing.own","model.train","research.statistics"):
                        consent.give(tx, org, sub, ((n.purpose,n.sha256),), SAID)
    def end(k):
        with world.database.transaction(world.person(person)) as tx:
            consent.withdraw_all_optional(tx, Method.PAGE, AT)
    def heed(k):
        with world.database.transaction(world.person(person)) as tx:
            signal.heed(tx,"zh",AT)
    def single(k):
        with world.database.transaction(world.person(person)) as tx:
            consent.withdraw(tx, other if k%2 else someone[0], ("marketing.own",), Method.PAGE, AT)
    with cf.ThreadPoolExecutor(8) as ex:
        futs=[ex.submit(f,k) for k in range(25) for f in (giveall,end,heed,single)]
        for f in futs:
            e=f.exception()
            if e: errs.append(repr(e)[:200])
    print("ERRS", len(errs), set(errs))
    with world.database.transaction(world.machine("")) as tx:
        print("FSCK", [f for f in check_consents(tx, world.lender)[1] if str(someone[0]) in f.where or "grant" in f.where][:5])

def test_byte_flips(world, someone):
    say_yes(world, someone, "bureau.query")
    key = None
    with world.database.transaction(world.machine("")) as tx:
        kept=receipts_of(tx, someone[0])
        k=paper_key(tx, world.lender).public()
    data=canonical(kept[0].document)
    check(data,(k,))
    ok=[]
    for i in range(len(data)):
        for d in (1,):
            b=bytearray(data); b[i]^=d
            try: check(bytes(b),(k,)); ok.append(i)
            except InvalidInput: pass
    print("FLIPS accepted", ok)
    for name, b in {"space":data+b" ","nl":data+b"\n","bom":b"\xef\xbb\xbf"+data,"dup":data[:-1]+b',"dct:identifier":"x"}',"deep":b'{"a":'*5000+b'1'+b'}'*5000, "bigint": b'{"a":'+b'9'*5000+b'}', "nan":b'{"a":NaN}', "uescape": data.replace(b'dct', b'\\u0064ct',1), "sur": b'{"a":"\\ud800"}', "utf16": data.decode().encode("utf-16"), "list":b'[]', "emptychain": b'{"@type":"candor:ReceiptChain","candor:receipts":[]}', "proofnull": b'{"candor:proof":{"alg":"EdDSA","kid":null,"sha256":null,"value":null}}', "proofint": b'{"candor:proof":{"alg":"EdDSA","kid":"a","sha256":5,"value":[]}}'}.items():
        try: print(name, "ACCEPTED", check(b,(k,)))
        except InvalidInput as e: print(name, "refused", str(e)[:60])
        except Exception as e: print(name, "CRASH", repr(e)[:100])
