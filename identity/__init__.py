"""Who is acting, by which factors, with what rights."""
