"""What a start leaves for later: each module touches one library, and can be put off."""
