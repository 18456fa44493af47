"""What all doors share: wishes, admission, identity, paths, and the desk that turns them into films."""
