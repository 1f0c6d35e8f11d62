"""The ground floor: frozen values, pure rules, errors and ports. Standard library only."""
