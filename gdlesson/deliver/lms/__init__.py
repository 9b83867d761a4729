"""A film for schools: a page with questions by which viewers predict, and the same as SCORM 1.2."""
