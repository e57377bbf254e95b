"""Fixtures for OpenAssetIO's own suite: ``python -m openassetio.test.manager -f compliance.py``.

COMPLIANCE_ROOT is a folder for the package that they are about.
"""

import os
from pathlib import Path

from bags import ASSET, write_bag

from lanran.openassetio_plugin.manager import DISPLAY_NAME, LOCATABLE_CONTENT, READ_ONLY

ROOT = os.environ["COMPLIANCE_ROOT"]
write_bag(Path(ROOT) / "package", {"a.exr": b"a"})

A = f"lanran://{ASSET}@1/a.exr"
MISSING = f"lanran://{ASSET}@1/c.exr"
MALFORMED = f"lanran://{ASSET}@1/../a.exr"
SAID_OF_MISSING = f"Version 1 of asset {ASSET} lies here, but has no file 'c.exr'."
SAID_OF_MALFORMED = f"{MALFORMED!r}: its path has an empty, . or .. segment."
OF_MALFORMED = {"a_malformed_reference": MALFORMED, "expected_error_message": SAID_OF_MALFORMED}

fixtures = {
    "identifier": "org.lanran",
    "settings": {"root": ROOT},
    "shared": {},
    "Test_identifier": {"test_matches_fixture": {"identifier": "org.lanran"}},
    "Test_displayName": {"test_matches_fixture": {"display_name": "Lanran 蓝染"}},
    "Test_info": {
        "test_matches_fixture": {"info": {"entityReferencesMatchPrefix": "lanran://", "isPython": True}}
    },
    "Test_initialize": {
        "shared": {
            "some_settings_with_all_keys": {"root": ROOT + "/package"},
            "some_settings_with_a_subset_of_keys": {"root": ROOT + "/package"},
        }
    },
    "Test_isEntityReferenceString": {
        "shared": {"a_valid_reference": A, "an_invalid_reference": "file:///a.exr"}
    },
    "Test_entityExists": {
        "shared": {
            "a_reference_to_an_existing_entity": A,
            "a_reference_to_a_nonexisting_entity": MISSING,
            **OF_MALFORMED,
        }
    },
    "Test_entityTraits": {
        "test_when_querying_malformed_reference_then_malformed_reference_error_is_returned": OF_MALFORMED,
        "test_when_querying_missing_reference_for_read_then_resolution_error_is_returned": {
            "a_reference_to_a_missing_entity": MISSING,
            "expected_error_message": SAID_OF_MISSING,
        },
        "test_when_read_only_entity_queried_for_write_then_access_error_is_returned": {
            "a_reference_to_a_readonly_entity": A,
            "expected_error_message": READ_ONLY,
        },
    },
    "Test_resolve": {
        "shared": {
            "a_reference_to_a_readable_entity": A,
            "a_set_of_valid_traits": {LOCATABLE_CONTENT, DISPLAY_NAME},
            "a_reference_to_a_readonly_entity": A,
            "the_error_string_for_a_reference_to_a_readonly_entity": READ_ONLY,
            "a_reference_to_a_missing_entity": MISSING,
            "the_error_string_for_a_reference_to_a_missing_entity": SAID_OF_MISSING,
            "a_malformed_reference": MALFORMED,
            "the_error_string_for_a_malformed_reference": SAID_OF_MALFORMED,
        }
    },
}
