"""RQ jobs, followers, schedules: an id in, a verb called."""
