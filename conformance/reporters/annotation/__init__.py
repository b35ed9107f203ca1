"""Writing into the submitted file itself: what is said at which place, and how it is put into Word files and pdf."""
