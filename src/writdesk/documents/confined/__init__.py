"""What runs inside the confined process, where foreign bytes are parsed. Imports only plain data."""
