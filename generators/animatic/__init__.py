"""The embedded default: previz from picture-book artwork on painted, layered sets. CPU only."""
