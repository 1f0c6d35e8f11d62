"""Organisers edit «Как поступить»: the list, one answer, a field, the preview."""
