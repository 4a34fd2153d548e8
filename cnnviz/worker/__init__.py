"""What a child process does: jobs, started by their dotted names and imported by nobody above."""
