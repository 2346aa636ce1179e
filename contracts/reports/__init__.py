"""An audit for people to read: pages, PDF, terminal."""
