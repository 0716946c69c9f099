"""Makes `v3.db`: what `v2.db` holds, in the schema of the third version. Run it only to make the file of a new version.

`python -m tests.storage.archives.make_v3 TARGET`
"""

import sys
from pathlib import Path

from tests.storage.archives.make_v2 import make

if __name__ == "__main__":
    make(Path(sys.argv[1]))
