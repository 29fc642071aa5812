"""The demo's mail: who wrote what, signed and sent as told, with a DNS of its own. Nobody of them exists."""
