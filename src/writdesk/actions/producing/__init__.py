"""What was granted is collected, looked through, certified and delivered."""
