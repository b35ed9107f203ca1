"""Reading: bytes of any known format → Document. One file a format; sub-packages are what formats share."""
