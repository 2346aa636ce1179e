"""The demonstration: invented lenders' shelves, invented people, and a gentle stream of them."""
