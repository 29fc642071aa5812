"""Mail that arrives: kept, filed, answered; and the threads of general inquiries."""
