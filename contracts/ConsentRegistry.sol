// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {ASSIGNED_MEDIA, currentDay} from "./types/Window.sol";

/// @title ConsentRegistry
contract ConsentRegistry is IConsentRegistry, ERC2771Context {
    uint16 private constant ALL_BPS = 10_000;

    IOrganizations private immutable _organizations;
    IAssetRegistry private immutable _assets;

    mapping(bytes32 assetId => Consent) private _consents;

    constructor(
        address forwarder,
        IOrganizations organizations,
        IAssetRegistry assets
    ) ERC2771Context(forwarder) {
        _organizations = organizations;
        _assets = assets;
    }

    /// @inheritdoc IConsentRegistry
    function grant(bytes32 assetId, Consent calldata consent) external {
        IAssetRegistry.Asset memory asset = _checkCouncil(assetId);
        if (consent.holder != asset.holder) revert ConsentRegistryHolderMismatch(assetId, consent.holder);
        if (consent.media == 0 || consent.media & ~ASSIGNED_MEDIA != 0) {
            revert ConsentRegistryMediaInvalid(consent.media);
        }
        if (consent.territories == 0) revert ConsentRegistryTerritoriesEmpty(assetId);
        if (consent.lastDay < currentDay()) revert ConsentRegistryPast(consent.lastDay, currentDay());
        if (consent.shareBps > ALL_BPS) revert ConsentRegistryShareTooHigh(consent.shareBps);
        uint16 currentShareBps = _consents[assetId].shareBps;
        if (consent.shareBps < currentShareBps) {
            revert ConsentRegistryShareLowered(consent.shareBps, currentShareBps);
        }

        _consents[assetId] = consent;
        emit ConsentGranted(assetId, asset.community, consent);
    }

    /// @inheritdoc IConsentRegistry
    function withdraw(bytes32 assetId) external {
        IAssetRegistry.Asset memory asset = _checkCouncil(assetId);
        if (_consents[assetId].holder == 0) revert ConsentRegistryNone(assetId);
        delete _consents[assetId];
        emit ConsentWithdrawn(assetId, asset.community);
    }

    /// @inheritdoc IConsentRegistry
    function consentOf(bytes32 assetId) external view returns (Consent memory) {
        return _consents[assetId];
    }

    /// @dev Nobody is the council of an asset without a community or of one that doesn't exist.
    function _checkCouncil(bytes32 assetId) private view returns (IAssetRegistry.Asset memory asset) {
        asset = _assets.assetOf(assetId);
        address council = _organizations.organizationOf(asset.community).council;
        if (council == address(0) || council != _msgSender()) {
            revert ConsentRegistryNotCouncil(assetId, _msgSender());
        }
    }
}
