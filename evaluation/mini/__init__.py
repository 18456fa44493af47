"""The mini models studied: what they draw, judged by somebody whom no film hears."""
