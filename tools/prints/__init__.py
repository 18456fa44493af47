"""What is made of a finished film to be shown: a poster, a looping GIF, a contact sheet."""
