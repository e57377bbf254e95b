// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Statement} from "../types/Statement.sol";

/// @title The logged assets that contracts act on.
/// @notice Anybody may materialize a published asset with proof of its first statement; nobody can give it another
///         holder or community than the statement does.
interface IAssetRegistry {
    /// @param holder The organization that answers for it; zero if the asset is not materialized.
    /// @param community The community behind it, or zero.
    /// @param disputes Open disputes; any freezes new sales.
    /// @param withdrawn Whether the holder took it back from sale for good.
    struct Asset {
        bytes32 holder;
        bytes32 community;
        uint32 disputes;
        bool withdrawn;
    }

    /// @notice The preimage of a salted id: keccak256(abi.encode(id, salt)).
    /// @param id Of the organization or community; zero for no community.
    /// @param salt Its salt; zero for no community.
    struct Opening {
        bytes32 id;
        bytes32 salt;
    }

    /// @param statement Of the kind `published`, the asset's first.
    /// @param evidence A member's signature or batch over it.
    /// @param treeSize Size of one of the last four anchored trees.
    /// @param leafIndex Place of the statement in it.
    /// @param proof Its inclusion proof.
    /// @param holder Opens `assetId`.
    /// @param community Opens the statement's `community`; both zero if that is zero.
    struct Materialization {
        Statement statement;
        bytes evidence;
        uint64 treeSize;
        uint64 leafIndex;
        bytes32[] proof;
        Opening holder;
        Opening community;
    }

    /// @notice Only the first statement of an asset materializes it.
    /// @param kind Kind of the refused statement.
    /// @param previous The statement it follows.
    error AssetRegistryNotPublished(bytes32 kind, bytes32 previous);

    /// @notice The asset is materialized already.
    /// @param assetId The asset.
    error AssetRegistryAlreadyMaterialized(bytes32 assetId);

    /// @notice The asset is not materialized.
    /// @param assetId The asset.
    error AssetRegistryUnknown(bytes32 assetId);

    /// @notice The asset's id doesn't open to this organization and salt.
    /// @param assetId The asset.
    /// @param organizationId The organization that doesn't fit.
    error AssetRegistryHolderMismatch(bytes32 assetId, bytes32 organizationId);

    /// @notice The statement's community doesn't open to this community and salt.
    /// @param assetId The asset.
    /// @param communityId The community that doesn't fit.
    error AssetRegistryCommunityMismatch(bytes32 assetId, bytes32 communityId);

    /// @notice The community is not an admitted organization of that kind.
    /// @param communityId The refused id.
    error AssetRegistryNotCommunity(bytes32 communityId);

    /// @notice The statement with this evidence is not at this place of the log.
    /// @param leafIndex The place.
    /// @param leafHash Hash of the leaf that isn't there.
    error AssetRegistryNotLogged(uint64 leafIndex, bytes32 leafHash);

    /// @notice The signer was not an owner or editor of the holder at this place of the log.
    /// @param organizationId The holder.
    /// @param signer Who signed.
    /// @param leafIndex The place.
    error AssetRegistryNotSigner(bytes32 organizationId, address signer, uint64 leafIndex);

    /// @notice Only an owner or editor of the holder may do this.
    /// @param holder The holder.
    /// @param caller Who tried.
    error AssetRegistryNotHolder(bytes32 holder, address caller);

    /// @notice The asset is withdrawn already.
    /// @param assetId The asset.
    error AssetRegistryAlreadyWithdrawn(bytes32 assetId);

    /// @notice Contracts can act on the asset from now on.
    /// @param assetId The asset.
    /// @param holder Its holder.
    /// @param community Its community, or zero.
    /// @param leafIndex Place of its first statement in the log.
    event AssetMaterialized(
        bytes32 indexed assetId,
        bytes32 indexed holder,
        bytes32 indexed community,
        uint64 leafIndex
    );

    /// @notice The holder took the asset back; nothing new is sold, what was sold stays.
    /// @param assetId The asset.
    event AssetWithdrawn(bytes32 indexed assetId);

    /// @notice Makes a published asset known to the contracts. By anybody.
    /// @param materialization Its first statement with every proof.
    function materialize(Materialization calldata materialization) external;

    /// @notice Takes an asset back from sale, for good. By an owner or editor of the holder.
    /// @param assetId The asset.
    function withdraw(bytes32 assetId) external;

    /// @notice The asset, with holder zero if it is not materialized.
    /// @param assetId The asset.
    /// @return asset Its record.
    function assetOf(bytes32 assetId) external view returns (Asset memory asset);
}
