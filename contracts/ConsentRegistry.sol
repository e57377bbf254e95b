// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {RFC9162} from "./libraries/RFC9162.sol";
import {Agreement, Standing, toAgreement} from "./types/Agreement.sol";
import {CONSENTED_RIGHTS} from "./types/Terms.sol";
import {ASSIGNED_MEDIA, currentDay} from "./types/Window.sol";

/// @title ConsentRegistry
/// @notice Grants of councils, for single assets, for collections and for single uses.
contract ConsentRegistry is IConsentRegistry, ERC2771Context {
    struct Grant {
        Agreement agreement;
        uint256 territories;
    }

    /// @dev Three slots. With `since` zero there is none: never given, withdrawn, or used.
    struct Use {
        uint256 territories;
        address token;
        uint96 minPrice;
        uint32 holder;
        uint32 media;
        uint32 firstDay;
        uint32 lastDay;
        uint16 shareBps;
        uint8 rights;
        bool exclusive;
        uint48 since;
    }

    uint16 private constant ALL_BPS = 10_000;
    uint48 private constant LOWERING_PERIOD = 7 days;

    IOrganizations private immutable _organizations;
    IAssetRegistry private immutable _assets;
    address private immutable _judgement;

    mapping(bytes32 assetId => Grant) private _grants;
    mapping(bytes32 assetId => bytes32 root) private _joined;
    mapping(uint32 community => mapping(bytes32 root => Grant)) private _collections;
    mapping(bytes32 assetId => mapping(bytes32 licensee => Use)) private _uses;

    constructor(
        address forwarder,
        IOrganizations organizations,
        IAssetRegistry assets,
        address judgement
    ) ERC2771Context(forwarder) {
        _organizations = organizations;
        _assets = assets;
        _judgement = judgement;
    }

    /// @inheritdoc IConsentRegistry
    function grant(bytes32 assetId, Consent calldata consent) external {
        (uint32 community, uint32 holder) = _checkGrantor(assetId, consent.holder);
        _checkConsent(assetId, consent);
        (Agreement last, ) = _lastOf(assetId, community);
        _checkShare(consent.shareBps, last);
        Grant storage own = _grants[assetId];
        own.agreement = toAgreement(consent, holder, 0);
        own.territories = consent.territories;
        emit ConsentGranted(assetId, consent);
    }

    /// @inheritdoc IConsentRegistry
    function withdraw(bytes32 assetId) external {
        (uint32 community, , ) = _assets.communityAndHolderOf(assetId);
        _checkCouncil(assetId, _organizations.councilAt(community));
        // What the collection asked for last counts as this asset's own from here on.
        (Agreement last, ) = _lastOf(assetId, community);
        _grants[assetId].agreement = last.toEnded();
        emit ConsentWithdrawn(assetId);
    }

    /// @inheritdoc IConsentRegistry
    function consentTo(bytes32 assetId, UseConsent calldata consent) external {
        (uint32 community, uint32 holder) = _checkGrantor(assetId, consent.holder);
        _checkUse(assetId, consent);
        (Agreement last, ) = _lastOf(assetId, community);
        _checkShare(consent.shareBps, last);
        _uses[assetId][consent.licensee] = Use({
            territories: consent.territories,
            token: consent.token,
            minPrice: consent.minPrice,
            holder: holder,
            media: consent.media,
            firstDay: consent.firstDay,
            lastDay: consent.lastDay,
            shareBps: consent.shareBps,
            rights: consent.rights,
            exclusive: consent.exclusive,
            since: uint48(block.timestamp)
        });
        emit UseConsentGranted(assetId, consent.licensee, consent);
    }

    /// @inheritdoc IConsentRegistry
    function withdrawConsentTo(bytes32 assetId, bytes32 licensee) external {
        (uint32 community, , ) = _assets.communityAndHolderOf(assetId);
        _checkCouncil(assetId, _organizations.councilAt(community));
        if (_uses[assetId][licensee].since == 0) revert ConsentRegistryNoUse(assetId, licensee);
        delete _uses[assetId][licensee];
        emit UseConsentWithdrawn(assetId, licensee);
    }

    /// @inheritdoc IConsentRegistry
    function spendConsentTo(bytes32 assetId, bytes32 licensee) external {
        if (msg.sender != _judgement) revert ConsentRegistryNotTrusted(msg.sender);
        delete _uses[assetId][licensee];
        emit UseConsentSpent(assetId, licensee);
    }

    /// @inheritdoc IConsentRegistry
    function grantCollection(
        bytes32 communityId,
        Collection calldata collection,
        Consent calldata consent
    ) external {
        uint32 community = _checkCouncilOf(communityId, collection.root);
        if (collection.root == 0 || collection.size == 0) {
            revert ConsentRegistryCollectionInvalid(collection.root, collection.size);
        }
        uint32 holder = _organizations.organizationOf(consent.holder).index;
        if (holder == 0) revert ConsentRegistryHolderMismatch(collection.root, consent.holder);
        _checkConsent(collection.root, consent);
        Grant storage place = _collections[community][collection.root];
        _checkShare(consent.shareBps, place.agreement);
        place.agreement = toAgreement(consent, holder, collection.size);
        place.territories = consent.territories;
        emit CollectionConsentGranted(collection.root, communityId, collection.size, consent);
    }

    /// @inheritdoc IConsentRegistry
    function withdrawCollection(bytes32 communityId, bytes32 root) external {
        Grant storage place = _collections[_checkCouncilOf(communityId, root)][root];
        Agreement last = place.agreement;
        if (last.standing() == Standing.NONE) revert ConsentRegistryNone(root);
        place.agreement = last.toEnded();
        emit CollectionConsentWithdrawn(root, communityId);
    }

    /// @inheritdoc IConsentRegistry
    function join(bytes32 assetId, bytes32 root, uint64 leafIndex, bytes32[] calldata proof) external {
        (uint32 community, uint32 holder, uint48 custodySince) = _assets.communityAndHolderOf(assetId);
        Agreement collection = _collections[community][root].agreement;
        if (collection.since() == 0) revert ConsentRegistryCommunityMismatch(assetId, root);
        if (!_isInForce(collection, holder, custodySince)) revert ConsentRegistryNone(root);
        (Agreement last, ) = _lastOf(assetId, community);
        if (_isInForce(last, holder, custodySince)) revert ConsentRegistryInForce(assetId);
        Agreement own = _grants[assetId].agreement;
        if (own.since() >= collection.since()) revert ConsentRegistryWithdrawn(assetId, root);
        _checkShare(collection.shareBps(), last);
        bytes32 leafHash = RFC9162.hashLeaf(abi.encode(assetId));
        if (!RFC9162.includes(RFC9162.Tree(collection.size(), root), leafIndex, leafHash, proof)) {
            revert ConsentRegistryNotInCollection(assetId, root);
        }
        _grants[assetId].agreement = own.toJoined();
        _joined[assetId] = root;
        emit ConsentJoined(assetId, root);
    }

    /// @inheritdoc IConsentRegistry
    function consentOf(bytes32 assetId) external view returns (Consent memory consent) {
        (uint32 community, uint32 holder, uint48 custodySince) = _assets.communityAndHolderOf(assetId);
        (Agreement last, Grant storage place) = _lastOf(assetId, community);
        if (_isInForce(last, holder, custodySince)) consent = _toConsent(last, place.territories);
    }

    /// @inheritdoc IConsentRegistry
    function useConsentOf(
        bytes32 assetId,
        bytes32 licensee
    ) external view returns (UseConsent memory consent) {
        Use memory use = _uses[assetId][licensee];
        (, uint32 holder, uint48 custodySince) = _assets.communityAndHolderOf(assetId);
        if (use.since <= custodySince || use.holder != holder) return consent;
        return
            UseConsent({
                holder: _organizations.idOf(holder),
                licensee: licensee,
                territories: use.territories,
                media: use.media,
                firstDay: use.firstDay,
                lastDay: use.lastDay,
                exclusive: use.exclusive,
                token: use.token,
                minPrice: use.minPrice,
                shareBps: use.shareBps,
                rights: use.rights
            });
    }

    /// @inheritdoc IConsentRegistry
    function collectionConsentOf(
        bytes32 communityId,
        bytes32 root
    ) external view returns (uint64 size, Consent memory consent) {
        uint32 community = _organizations.organizationOf(communityId).index;
        Grant storage place = _collections[community][root];
        Agreement last = place.agreement;
        if (last.standing() == Standing.OWN) {
            (size, consent) = (last.size(), _toConsent(last, place.territories));
        }
    }

    /// @inheritdoc IConsentRegistry
    function collectionOf(bytes32 assetId) external view returns (bytes32 root) {
        if (_grants[assetId].agreement.standing() == Standing.JOINED) root = _joined[assetId];
    }

    /// @dev What counts for the asset: its own agreement, or the collection's that it joined, also when these have ended.
    function _lastOf(
        bytes32 assetId,
        uint32 community
    ) private view returns (Agreement last, Grant storage place) {
        place = _grants[assetId];
        last = place.agreement;
        if (last.standing() == Standing.JOINED) {
            place = _collections[community][_joined[assetId]];
            last = place.agreement;
        }
    }

    /// @dev Live, and given to the holder of today since it has the asset.
    function _isInForce(Agreement agreement, uint32 holder, uint48 custodySince) private pure returns (bool) {
        return
            agreement.standing() == Standing.OWN &&
            agreement.holder() == holder &&
            agreement.since() > custodySince;
    }

    function _toConsent(Agreement agreement, uint256 territories) private view returns (Consent memory) {
        return
            Consent({
                holder: _organizations.idOf(agreement.holder()),
                territories: territories,
                media: agreement.media(),
                lastDay: agreement.lastDay(),
                shareBps: agreement.shareBps(),
                rights: agreement.rights()
            });
    }

    /// @dev By the council, of the holder that it names, who has the asset since before this block.
    function _checkGrantor(
        bytes32 assetId,
        bytes32 named
    ) private view returns (uint32 community, uint32 holder) {
        uint48 custodySince;
        (community, holder, custodySince) = _assets.communityAndHolderOf(assetId);
        (address council, bytes32 holderId) = _organizations.partiesOf(community, holder);
        _checkCouncil(assetId, council);
        if (named != holderId) revert ConsentRegistryHolderMismatch(assetId, named);
        if (custodySince == block.timestamp) revert ConsentRegistryCustodyTooFresh(assetId);
    }

    function _checkCouncilOf(bytes32 communityId, bytes32 root) private view returns (uint32 index) {
        IOrganizations.Organization memory community = _organizations.organizationOf(communityId);
        _checkCouncil(root, community.council);
        return community.index;
    }

    /// @dev Nobody is the council of an asset without a community or of one that doesn't exist.
    function _checkCouncil(bytes32 subject, address council) private view {
        address caller = _msgSender();
        if (council == address(0) || council != caller) revert ConsentRegistryNotCouncil(subject, caller);
    }

    function _checkConsent(bytes32 subject, Consent calldata consent) private view {
        _checkWindow(subject, consent.media, consent.territories, consent.lastDay);
        _checkConditions(consent.shareBps, consent.rights);
    }

    function _checkUse(bytes32 assetId, UseConsent calldata consent) private view {
        _checkWindow(assetId, consent.media, consent.territories, consent.lastDay);
        _checkConditions(consent.shareBps, consent.rights);
        if (consent.lastDay < consent.firstDay) {
            revert ConsentRegistryDaysInvalid(consent.firstDay, consent.lastDay);
        }
        (uint32 index, ) = _organizations.standingOf(consent.licensee);
        if (index == 0) revert ConsentRegistryLicenseeUnknown(consent.licensee);
    }

    function _checkWindow(bytes32 subject, uint32 media, uint256 territories, uint32 lastDay) private view {
        if (media == 0 || media & ~ASSIGNED_MEDIA != 0) revert ConsentRegistryMediaInvalid(media);
        if (territories == 0) revert ConsentRegistryTerritoriesEmpty(subject);
        if (lastDay < currentDay()) revert ConsentRegistryPast(lastDay, currentDay());
    }

    function _checkConditions(uint16 shareBps, uint8 rights) private pure {
        if (shareBps > ALL_BPS) revert ConsentRegistryShareTooHigh(shareBps);
        if (rights & ~CONSENTED_RIGHTS != 0) revert ConsentRegistryRightsInvalid(rights);
    }

    function _checkShare(uint16 shareBps, Agreement last) private view {
        if (shareBps >= last.shareBps()) return;
        if (last.standing() == Standing.OWN) revert ConsentRegistryShareLowered(shareBps, last.shareBps());
        uint48 allowedAt = last.since() + LOWERING_PERIOD;
        if (block.timestamp < allowedAt) {
            revert ConsentRegistryShareTooEarly(shareBps, last.shareBps(), allowedAt);
        }
    }
}
