"""What the kinds about time share: faults of stage lists, and the search for limits of a task."""
