"""`python -m cnnviz`: the playground's terminal side."""

import sys

from cnnviz.cli import main

sys.exit(main())
