"""The manager interface over a ``Library``. It only reads, and calls no platform.

Trait ids are those of OpenAssetIO-MediaCreation, written out because its Python package is not needed to host them.
"""

from __future__ import annotations

import os
from typing import Any, Callable

from openassetio import constants
from openassetio.access import EntityTraitsAccess, PolicyAccess, ResolveAccess
from openassetio.errors import BatchElementError, ConfigurationException
from openassetio.managerApi import ManagerInterface
from openassetio.trait import TraitsData
from openassetio.utils import FileUrlPathConverter

from lanran.errors import LanranError, ReferenceFormatError
from lanran.packages import ROOT_VARIABLE, Library
from lanran.references import PREFIX, is_reference, parse_reference

MANAGED = "openassetio-mediacreation:managementPolicy.Managed"
LOCATABLE_CONTENT = "openassetio-mediacreation:content.LocatableContent"
DISPLAY_NAME = "openassetio-mediacreation:identity.DisplayName"
ENTITY = "openassetio-mediacreation:usage.Entity"

_ROOT = "root"
_CAPABILITIES = (
    ManagerInterface.Capability.kEntityReferenceIdentification,
    ManagerInterface.Capability.kManagementPolicyQueries,
    ManagerInterface.Capability.kEntityTraitIntrospection,
    ManagerInterface.Capability.kExistenceQueries,
    ManagerInterface.Capability.kResolution,
)
READ_ONLY = "Published files are not changed. Publish a new version with npx lanran revise."

# The parameters' names are the interface's own, which hosts' bindings use.


class LanranManager(ManagerInterface):
    """Setting ``root``: folders of packages and deliveries with ``os.pathsep`` between; LANRAN_ROOT unless given."""

    def __init__(self) -> None:
        super().__init__()
        self._settings: dict[str, Any] = {_ROOT: os.environ.get(ROOT_VARIABLE, "")}
        self._library = Library(self._settings[_ROOT])
        self._urls = FileUrlPathConverter()

    def identifier(self) -> str:
        return "org.lanran"

    def displayName(self) -> str:
        return "Lanran 蓝染"

    def info(self) -> dict[str, Any]:
        return {constants.kInfoKey_EntityReferencesMatchPrefix: PREFIX, constants.kInfoKey_IsPython: True}

    def settings(self, hostSession: Any) -> dict[str, Any]:
        return dict(self._settings)

    def initialize(self, managerSettings: dict[str, Any], hostSession: Any) -> None:
        unknown = sorted(managerSettings.keys() - self._settings.keys())
        if unknown:
            raise ConfigurationException(f"{unknown[0]} is no setting of org.lanran; it has {_ROOT}.")
        root = managerSettings.get(_ROOT, self._settings[_ROOT])
        if not isinstance(root, str):
            raise ConfigurationException(f"{_ROOT} must be text: folders with {os.pathsep} between them.")
        self._settings = {_ROOT: root}
        self._library = Library(root)

    def flushCaches(self, hostSession: Any) -> None:
        self._library.flush()

    def hasCapability(self, capability: Any) -> bool:
        return capability in _CAPABILITIES

    def isEntityReferenceString(self, someString: str, hostSession: Any) -> bool:
        return is_reference(someString)

    def managementPolicy(
        self, traitSets: list[set[str]], policyAccess: Any, context: Any, hostSession: Any
    ) -> list[TraitsData]:
        return [self._policy(traits, policyAccess) for traits in traitSets]

    def _policy(self, traits: set[str], access: Any) -> TraitsData:
        """Files are read here, and only files: whoever asks for something else is asked to go on without a manager."""
        policy = TraitsData()
        if access in (PolicyAccess.kRead, PolicyAccess.kRequired) and LOCATABLE_CONTENT in traits:
            policy.addTrait(MANAGED)
            for trait in traits & {LOCATABLE_CONTENT, DISPLAY_NAME}:
                policy.addTrait(trait)
        return policy

    def entityExists(
        self,
        entityReferences: list[Any],
        context: Any,
        hostSession: Any,
        successCallback: Callable[[int, bool], None],
        errorCallback: Callable[[int, BatchElementError], None],
    ) -> None:
        for index, reference in enumerate(entityReferences):
            try:
                self._library.resolve(reference.toString())
                successCallback(index, True)
            except ReferenceFormatError as error:
                errorCallback(index, _malformed(error))
            except LanranError:
                successCallback(index, False)

    def entityTraits(
        self,
        entityReferences: list[Any],
        entityTraitsAccess: Any,
        context: Any,
        hostSession: Any,
        successCallback: Callable[[int, set[str]], None],
        errorCallback: Callable[[int, BatchElementError], None],
    ) -> None:
        def traits_of(index: int, text: str) -> None:
            self._library.resolve(text)
            successCallback(index, {ENTITY, LOCATABLE_CONTENT, DISPLAY_NAME})

        is_read = entityTraitsAccess == EntityTraitsAccess.kRead
        self._for_each(entityReferences, is_read, traits_of, errorCallback)

    def resolve(
        self,
        entityReferences: list[Any],
        traitSet: set[str],
        resolveAccess: Any,
        context: Any,
        hostSession: Any,
        successCallback: Callable[[int, TraitsData], None],
        errorCallback: Callable[[int, BatchElementError], None],
    ) -> None:
        def traits_of(index: int, text: str) -> None:
            path = self._library.resolve(text)
            traits = TraitsData()
            if LOCATABLE_CONTENT in traitSet:
                traits.setTraitProperty(LOCATABLE_CONTENT, "location", self._urls.pathToUrl(os.fspath(path)))
                traits.setTraitProperty(LOCATABLE_CONTENT, "isTemplated", False)
            if DISPLAY_NAME in traitSet:
                traits.setTraitProperty(DISPLAY_NAME, "name", path.name)
                traits.setTraitProperty(DISPLAY_NAME, "qualifiedName", parse_reference(text).path)
            successCallback(index, traits)

        self._for_each(entityReferences, resolveAccess == ResolveAccess.kRead, traits_of, errorCallback)

    def _for_each(
        self,
        references: list[Any],
        is_read: bool,
        work: Callable[[int, str], None],
        errorCallback: Callable[[int, BatchElementError], None],
    ) -> None:
        """One reference that fails holds none of the others up."""
        for index, reference in enumerate(references):
            text = reference.toString()
            try:
                parse_reference(text)
                if is_read:
                    work(index, text)
                else:
                    code = BatchElementError.ErrorCode.kEntityAccessError
                    errorCallback(index, BatchElementError(code, READ_ONLY))
            except ReferenceFormatError as error:
                errorCallback(index, _malformed(error))
            except LanranError as error:
                code = BatchElementError.ErrorCode.kEntityResolutionError
                errorCallback(index, BatchElementError(code, error.message))


def _malformed(error: ReferenceFormatError) -> BatchElementError:
    return BatchElementError(BatchElementError.ErrorCode.kMalformedEntityReference, error.message)
