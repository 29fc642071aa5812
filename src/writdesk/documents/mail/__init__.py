"""Mail: its parts and headers, who sent it, whether a machine did, which request it belongs to. Imports core.

Foreign bytes are parsed in a confined process: the desk calls ``read_mail`` and ``authenticate_mail``;
``parse_mail`` and ``authenticate`` are what runs there.
"""
