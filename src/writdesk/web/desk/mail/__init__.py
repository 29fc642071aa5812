"""The pages of mail, inquiries and paper."""
