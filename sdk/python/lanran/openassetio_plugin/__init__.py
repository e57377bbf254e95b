"""OpenAssetIO manager ``org.lanran``: resolves ``lanran://ASSET@VERSION/PATH`` to files of this machine.

Hosts find it by the entry point ``openassetio.manager_plugin``.
"""

from openassetio.pluginSystem import PythonPluginSystemManagerPlugin  # type: ignore[attr-defined]


class LanranPlugin(PythonPluginSystemManagerPlugin):
    @staticmethod
    def identifier() -> str:
        return "org.lanran"

    @classmethod
    def interface(cls):  # type: ignore[no-untyped-def]
        from lanran.openassetio_plugin.manager import LanranManager

        return LanranManager()


openassetioPlugin = LanranPlugin
