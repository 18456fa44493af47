"""`python main.py ...` is `videostudio ...`."""

from videostudio.apps.cli import main

if __name__ == "__main__":
    main()
