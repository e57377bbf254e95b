import os
import tempfile
import unittest
from pathlib import Path

from bags import ASSET, write_bag

from lanran import Reference

try:
    from openassetio.access import PolicyAccess, ResolveAccess
    from openassetio.errors import BatchElementError, BatchElementException
    from openassetio.hostApi import HostInterface, Manager, ManagerFactory
    from openassetio.log import LoggerInterface
    from openassetio.pluginSystem import PythonPluginSystemManagerImplementationFactory
    from openassetio_mediacreation.traits.content import LocatableContentTrait_v1
    from openassetio_mediacreation.traits.managementPolicy import ManagedTrait_v1
except ImportError as cause:
    raise unittest.SkipTest(f"SKIPPED: OpenAssetIO is not installed: {cause}") from None


class Host(HostInterface):
    def identifier(self):
        return "org.lanran.test"

    def displayName(self):
        return "Test"


class Silent(LoggerInterface):
    def log(self, severity, message):
        pass


class TheManager(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(os.path.realpath(folder.name))
        write_bag(self.root / "package", {"plates/苗绣 1.exr": b"one", "b.png": b"two"})
        logger = Silent()
        # By its entry point, as hosts find it.
        factory = ManagerFactory(Host(), PythonPluginSystemManagerImplementationFactory(logger), logger)
        self.manager = factory.createManager("org.lanran")
        self.manager.initialize({"root": str(self.root)})
        self.context = self.manager.createContext()

    def refer(self, path, version=1):
        return self.manager.createEntityReference(str(Reference(ASSET, version, path)))

    def resolve(self, reference, access=None):
        return self.manager.resolve(
            reference, {LocatableContentTrait_v1.kId}, access or ResolveAccess.kRead, self.context
        )

    def test_gives_the_url_of_the_file(self):
        location = LocatableContentTrait_v1(self.resolve(self.refer("plates/苗绣 1.exr"))).getLocation()
        self.assertEqual(location, (self.root / "package/data/plates/苗绣 1.exr").as_uri())

    def test_resolves_several_and_says_which_is_not_there(self):
        references = [self.refer("b.png"), self.refer("b.png", version=2)]
        answers = self.manager.resolve(
            references,
            {LocatableContentTrait_v1.kId},
            ResolveAccess.kRead,
            self.context,
            Manager.BatchElementErrorPolicyTag.kVariant,
        )
        self.assertTrue(LocatableContentTrait_v1.isImbuedTo(answers[0]))
        self.assertEqual(answers[1].code, BatchElementError.ErrorCode.kEntityResolutionError)
        self.assertIn("Here is version 1", answers[1].message)

    def test_refuses_what_leaves_the_package(self):
        with self.assertRaises(BatchElementException) as raised:
            self.resolve(self.manager.createEntityReference(f"lanran://{ASSET}@1/../bagit.txt"))
        self.assertEqual(raised.exception.error.code, BatchElementError.ErrorCode.kMalformedEntityReference)

    def test_only_reads(self):
        with self.assertRaises(BatchElementException) as raised:
            self.resolve(self.refer("b.png"), ResolveAccess.kManagerDriven)
        self.assertEqual(raised.exception.error.code, BatchElementError.ErrorCode.kEntityAccessError)

    def test_manages_the_reading_of_files_and_nothing_else(self):
        content = {LocatableContentTrait_v1.kId}

        def is_managed(traits, access):
            policy = self.manager.managementPolicy(traits, access, self.context)
            return ManagedTrait_v1.isImbuedTo(policy)

        self.assertTrue(is_managed(content, PolicyAccess.kRead))
        self.assertFalse(is_managed(content, PolicyAccess.kWrite))
        self.assertFalse(is_managed({"another"}, PolicyAccess.kRead))

    def test_knows_its_references_by_their_prefix(self):
        self.assertTrue(self.manager.isEntityReferenceString(f"lanran://{ASSET}@1/a"))
        self.assertFalse(self.manager.isEntityReferenceString("file:///a"))


if __name__ == "__main__":
    unittest.main()
