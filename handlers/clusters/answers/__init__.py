"""«Как поступить»: questions by section, answers with their sources."""
