// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {IProvenanceLog} from "./interfaces/IProvenanceLog.sol";
import {Evidence} from "./libraries/Evidence.sol";
import {RFC9162} from "./libraries/RFC9162.sol";
import {RelayedAccessManaged} from "./RelayedAccessManaged.sol";
import {domainSeparatorOf, PUBLISHED, toLeaf} from "./types/Statement.sol";

/// @title AssetRegistry
/// @notice Assets that the log proves, who holds them, and who disputes that.
contract AssetRegistry is IAssetRegistry, RelayedAccessManaged {
    /// @dev After a resolution, so that one disputant can't freeze an asset's sales without end.
    uint48 private constant DISPUTE_WAIT = 30 days;

    /// @param open Whether it is neither resolved nor retracted.
    /// @param allowedAt Unix seconds from which the organization may dispute the asset again; 0 if nothing was resolved.
    /// @param retractedAt Unix seconds; 0 if it was never retracted.
    struct Dispute {
        bool open;
        uint48 allowedAt;
        uint48 retractedAt;
    }

    IOrganizations private immutable _organizations;
    IProvenanceLog private immutable _log;
    bytes32 private immutable _domainSeparator;

    mapping(bytes32 assetId => Record) private _records;
    mapping(bytes32 assetId => bytes32 organizationId) private _takers;
    mapping(bytes32 assetId => mapping(bytes32 organizationId => Dispute)) private _disputes;
    mapping(bytes32 assetId => mapping(bytes32 scopeHash => bool)) private _takenDown;

    constructor(
        address forwarder,
        address authority,
        IOrganizations organizations,
        IProvenanceLog log
    ) RelayedAccessManaged(forwarder, authority) {
        _organizations = organizations;
        _log = log;
        _domainSeparator = domainSeparatorOf(log.logId());
    }

    /// @inheritdoc IAssetRegistry
    function materialize(Materialization calldata materialization) external {
        bytes32 holder = materialization.holder.id;
        bytes32 community = materialization.community.id;
        bytes32 assetId = _close(materialization.holder);
        Record storage record = _records[assetId];
        if (record.holder != 0) revert AssetRegistryAlreadyMaterialized(assetId);
        // In the order of Statement: what it names can't be another asset or community than what is opened here.
        bytes memory encoded = abi.encode(
            PUBLISHED,
            assetId,
            community == 0 ? bytes32(0) : _close(materialization.community),
            bytes32(0),
            materialization.bodyHash,
            materialization.issuedAt
        );
        bytes calldata evidence = materialization.evidence;
        _checkLogged(materialization, toLeaf(encoded, evidence));
        address signer = Evidence.signerOf(evidence, encoded, _domainSeparator);
        (uint32 signed, uint32 opened) = _checkParties(materialization, signer);
        record.holder = signed;
        record.community = opened;
        emit AssetMaterialized(assetId, holder, community, materialization.leafIndex);
    }

    /// @inheritdoc IAssetRegistry
    function withdraw(bytes32 assetId) external {
        Record storage record = _getRecord(assetId);
        _checkHolder(record);
        if (record.withdrawn) revert AssetRegistryAlreadyWithdrawn(assetId);
        _withdraw(assetId, record);
    }

    /// @inheritdoc IAssetRegistry
    function takeDown(
        bytes32 assetId,
        bytes32 organizationId,
        bytes32 scopeHash,
        bytes32 reasonHash
    ) external {
        Record storage record = _getRecord(assetId);
        if (!_mayTakeDown(record, organizationId)) {
            revert AssetRegistryMayNotTakeDown(assetId, organizationId, _msgSender());
        }
        if (reasonHash == 0) revert AssetRegistryReasonMissing(assetId);
        if (_takenDown[assetId][scopeHash]) revert AssetRegistryAlreadyTakenDown(assetId, scopeHash);
        _takenDown[assetId][scopeHash] = true;
        if (scopeHash == 0 && !record.withdrawn) _withdraw(assetId, record);
        emit TakenDown(assetId, organizationId, scopeHash, reasonHash);
    }

    /// @inheritdoc IAssetRegistry
    function offerCustody(bytes32 assetId, bytes32 taker) external {
        Record storage record = _getRecord(assetId);
        bytes32 holder = _checkHolder(record);
        if (taker == holder || (taker != 0 && !_isAdmitted(taker))) {
            revert AssetRegistryTakerInvalid(assetId, taker);
        }
        _takers[assetId] = taker;
        emit CustodyOffered(assetId, holder, taker);
    }

    /// @inheritdoc IAssetRegistry
    function acceptCustody(bytes32 assetId, bytes32 holder, bytes32 taker) external {
        Record storage record = _getRecord(assetId);
        if (taker == 0 || _takers[assetId] != taker || _organizations.idOf(record.holder) != holder) {
            revert AssetRegistryNotOfferedCustody(assetId, taker);
        }
        if (!_organizations.canAct(taker, _msgSender())) revert AssetRegistryNotMember(taker, _msgSender());
        delete _takers[assetId];
        record.holder = _organizations.organizationOf(taker).index;
        record.custodySince = uint48(block.timestamp);
        emit CustodyTransferred(assetId, holder, taker);
    }

    /// @inheritdoc IAssetRegistry
    function dispute(bytes32 assetId, bytes32 organizationId, bytes32 reasonHash) external {
        Record storage record = _getRecord(assetId);
        _checkDisputant(organizationId);
        (, bool suspended) = _organizations.standingOf(organizationId);
        if (suspended) revert AssetRegistrySuspended(organizationId);
        if (reasonHash == 0) revert AssetRegistryReasonMissing(assetId);
        Dispute storage opened = _disputes[assetId][organizationId];
        if (opened.open) revert AssetRegistryAlreadyDisputed(assetId, organizationId);
        if (block.timestamp < opened.allowedAt) {
            revert AssetRegistryDisputeTooEarly(assetId, organizationId, opened.allowedAt);
        }
        opened.open = true;
        ++record.disputes;
        emit AssetDisputed(assetId, organizationId, reasonHash);
    }

    /// @inheritdoc IAssetRegistry
    function retractDispute(bytes32 assetId, bytes32 organizationId) external {
        _checkDisputant(organizationId);
        _endDispute(assetId, organizationId, 0);
        _disputes[assetId][organizationId].retractedAt = uint48(block.timestamp);
    }

    /// @inheritdoc IAssetRegistry
    function resolveDispute(bytes32 assetId, bytes32 organizationId, bytes32 reasonHash) external restricted {
        if (reasonHash == 0) revert AssetRegistryReasonMissing(assetId);
        Dispute storage resolved = _disputes[assetId][organizationId];
        // Retracting before an announced resolution does not avoid the wait.
        bool retracted = resolved.retractedAt != 0 && block.timestamp < resolved.retractedAt + DISPUTE_WAIT;
        if (resolved.open || !retracted) _endDispute(assetId, organizationId, reasonHash);
        else emit DisputeResolved(assetId, organizationId, reasonHash);
        resolved.retractedAt = 0;
        resolved.allowedAt = uint48(block.timestamp) + DISPUTE_WAIT;
    }

    /// @inheritdoc IAssetRegistry
    function allowDispute(bytes32 assetId, bytes32 organizationId) external restricted {
        Dispute storage resolved = _disputes[assetId][organizationId];
        if (block.timestamp >= resolved.allowedAt) revert AssetRegistryNotWaiting(assetId, organizationId);
        resolved.allowedAt = 0;
        emit DisputeAllowed(assetId, organizationId);
    }

    /// @inheritdoc IAssetRegistry
    function custodyOfferOf(bytes32 assetId) external view returns (bytes32) {
        return _takers[assetId];
    }

    /// @inheritdoc IAssetRegistry
    function isDisputedBy(bytes32 assetId, bytes32 organizationId) external view returns (bool) {
        return _disputes[assetId][organizationId].open;
    }

    /// @inheritdoc IAssetRegistry
    function disputeAllowedAt(bytes32 assetId, bytes32 organizationId) external view returns (uint48) {
        return _disputes[assetId][organizationId].allowedAt;
    }

    /// @inheritdoc IAssetRegistry
    function isTakenDown(bytes32 assetId, bytes32 scopeHash) external view returns (bool) {
        return _takenDown[assetId][scopeHash];
    }

    /// @inheritdoc IAssetRegistry
    function recordOf(bytes32 assetId) external view returns (Record memory) {
        return _records[assetId];
    }

    /// @inheritdoc IAssetRegistry
    function communityAndHolderOf(bytes32 assetId) external view returns (uint32, uint32, uint48) {
        Record storage record = _records[assetId];
        return (record.community, record.holder, record.custodySince);
    }

    /// @inheritdoc IAssetRegistry
    function assetOf(bytes32 assetId) external view returns (Asset memory) {
        Record memory record = _records[assetId];
        return
            Asset({
                holder: _organizations.idOf(record.holder),
                community: _organizations.idOf(record.community),
                disputes: record.disputes,
                withdrawn: record.withdrawn,
                custodySince: record.custodySince
            });
    }

    function _withdraw(bytes32 assetId, Record storage record) private {
        record.withdrawn = true;
        emit AssetWithdrawn(assetId);
    }

    function _endDispute(bytes32 assetId, bytes32 organizationId, bytes32 reasonHash) private {
        Dispute storage opened = _disputes[assetId][organizationId];
        if (!opened.open) revert AssetRegistryNotDisputed(assetId, organizationId);
        opened.open = false;
        --_records[assetId].disputes;
        emit DisputeResolved(assetId, organizationId, reasonHash);
    }

    function _getRecord(bytes32 assetId) private view returns (Record storage record) {
        record = _records[assetId];
        if (record.holder == 0) revert AssetRegistryUnknown(assetId);
    }

    function _checkHolder(Record storage record) private view returns (bytes32 holder) {
        holder = _organizations.idOf(record.holder);
        if (!_organizations.canAct(holder, _msgSender())) revert AssetRegistryNotHolder(holder, _msgSender());
    }

    function _mayTakeDown(Record storage record, bytes32 organizationId) private view returns (bool) {
        (uint32 index, ) = _organizations.standingOf(organizationId);
        if (index == 0) return false;
        address caller = _msgSender();
        if (index == record.holder && _organizations.canAct(organizationId, caller)) return true;
        return index == record.community && _organizations.councilAt(index) == caller;
    }

    function _isAdmitted(bytes32 organizationId) private view returns (bool) {
        return _organizations.organizationOf(organizationId).kind != IOrganizations.Kind.NONE;
    }

    function _checkDisputant(bytes32 organizationId) private view {
        IOrganizations.Organization memory organization = _organizations.organizationOf(organizationId);
        address caller = _msgSender();
        bool may =
            organization.kind == IOrganizations.Kind.COMMUNITY
                ? caller == organization.council
                : organization.kind == IOrganizations.Kind.AUDITOR &&
                    _organizations.canAct(organizationId, caller);
        if (!may) revert AssetRegistryNotDisputant(organizationId, caller);
    }

    /// @notice Refuses a signer who was no editor of the holder at that leaf, and a community that was never admitted. What a
    ///         suspended holder published can be disputed and taken down.
    /// @param materialization Names both by their ids.
    /// @param signer The key recovered from the evidence.
    /// @return signed Index of the holder.
    /// @return opened Index of the community; 0 without one.
    function _checkParties(
        Materialization calldata materialization,
        address signer
    ) private view returns (uint32 signed, uint32 opened) {
        bytes32 holder = materialization.holder.id;
        bytes32 community = materialization.community.id;
        uint64 leafIndex = materialization.leafIndex;
        (signed, opened) = _organizations.partiesOf(holder, signer, leafIndex, community);
        if (signed == 0) revert AssetRegistryNotSigner(holder, signer, leafIndex);
        if (opened == 0 && community != 0) revert AssetRegistryNotCommunity(community);
    }

    function _checkLogged(Materialization calldata materialization, bytes memory leaf) private view {
        bytes32 leafHash = RFC9162.hashLeaf(leaf);
        uint64 leafIndex = materialization.leafIndex;
        uint64 treeSize = materialization.treeSize;
        bytes32 anchored = _log.rootOf(treeSize);
        (bool isComplete, bytes32 root) = RFC9162.rootFrom(
            leafIndex,
            treeSize,
            leafHash,
            materialization.proof
        );
        if (!isComplete || root != anchored) revert AssetRegistryNotLogged(leafIndex, leafHash);
    }

    function _close(Opening calldata opening) private pure returns (bytes32) {
        return Hashes.efficientKeccak256(opening.id, opening.salt);
    }
}
