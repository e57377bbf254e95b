// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {IProvenanceLog} from "./interfaces/IProvenanceLog.sol";
import {Evidence} from "./libraries/Evidence.sol";
import {RFC9162} from "./libraries/RFC9162.sol";
import {domainSeparatorOf, PUBLISHED, Statement} from "./types/Statement.sol";

/// @title AssetRegistry
contract AssetRegistry is IAssetRegistry, ERC2771Context {
    IOrganizations private immutable _organizations;
    IProvenanceLog private immutable _log;
    bytes32 private immutable _domainSeparator;

    mapping(bytes32 assetId => Asset) private _assets;

    constructor(
        address forwarder,
        IOrganizations organizations,
        IProvenanceLog log
    ) ERC2771Context(forwarder) {
        _organizations = organizations;
        _log = log;
        _domainSeparator = domainSeparatorOf(log.logId());
    }

    /// @inheritdoc IAssetRegistry
    function materialize(Materialization calldata materialization) external {
        Statement memory statement = materialization.statement;
        bytes32 assetId = statement.assetId;
        bytes32 holder = materialization.holder.id;
        bytes32 community = materialization.community.id;
        if (statement.kind != PUBLISHED || statement.previous != 0) {
            revert AssetRegistryNotPublished(statement.kind, statement.previous);
        }
        if (_assets[assetId].holder != 0) revert AssetRegistryAlreadyMaterialized(assetId);
        if (assetId != _close(materialization.holder)) revert AssetRegistryHolderMismatch(assetId, holder);
        _checkCommunity(statement, materialization.community);
        _checkLogged(materialization, statement);
        _checkSigner(materialization, statement);

        _assets[assetId].holder = holder;
        if (community != 0) _assets[assetId].community = community;
        emit AssetMaterialized(assetId, holder, community, materialization.leafIndex);
    }

    /// @inheritdoc IAssetRegistry
    function withdraw(bytes32 assetId) external {
        Asset storage asset = _assets[assetId];
        bytes32 holder = asset.holder;
        if (holder == 0) revert AssetRegistryUnknown(assetId);
        if (!_organizations.canAct(holder, _msgSender())) revert AssetRegistryNotHolder(holder, _msgSender());
        if (asset.withdrawn) revert AssetRegistryAlreadyWithdrawn(assetId);
        asset.withdrawn = true;
        emit AssetWithdrawn(assetId);
    }

    /// @inheritdoc IAssetRegistry
    function assetOf(bytes32 assetId) external view returns (Asset memory) {
        return _assets[assetId];
    }

    /// @dev Community zero is legal, and then nothing may be opened.
    function _checkCommunity(Statement memory statement, Opening calldata community) private view {
        bool isOpened =
            statement.community == 0
                ? community.id == 0 && community.salt == 0
                : statement.community == _close(community);
        if (!isOpened) revert AssetRegistryCommunityMismatch(statement.assetId, community.id);
        if (
            statement.community != 0 &&
            _organizations.organizationOf(community.id).kind != IOrganizations.Kind.COMMUNITY
        ) {
            revert AssetRegistryNotCommunity(community.id);
        }
    }

    function _checkLogged(Materialization calldata materialization, Statement memory statement) private view {
        bytes32 leafHash = RFC9162.hashLeaf(statement.toLeaf(materialization.evidence));
        RFC9162.Tree memory tree = RFC9162.Tree(
            materialization.treeSize,
            _log.rootOf(materialization.treeSize)
        );
        if (!RFC9162.includes(tree, materialization.leafIndex, leafHash, materialization.proof)) {
            revert AssetRegistryNotLogged(materialization.leafIndex, leafHash);
        }
    }

    function _checkSigner(Materialization calldata materialization, Statement memory statement) private view {
        bytes32 holder = materialization.holder.id;
        uint64 leafIndex = materialization.leafIndex;
        address signer = Evidence.signerOf(materialization.evidence, statement, _domainSeparator);
        if (!_organizations.signatureCounts(holder, signer, leafIndex)) {
            revert AssetRegistryNotSigner(holder, signer, leafIndex);
        }
    }

    function _close(Opening calldata opening) private pure returns (bytes32) {
        return keccak256(abi.encode(opening.id, opening.salt));
    }
}
