"""Files from outside (PDF, DOCX, HTML, pictures) to text with places, read in a child process that can do no harm."""
