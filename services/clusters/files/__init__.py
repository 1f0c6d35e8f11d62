"""Files and pages that tell of clusters: tables, facts, the register, pages of colleges."""
