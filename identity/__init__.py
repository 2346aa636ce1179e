"""Who is acting, by which factors, on which device, with what rights; freeze and unfreeze."""
