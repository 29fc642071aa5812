"""What an officer has begun and not sent."""
