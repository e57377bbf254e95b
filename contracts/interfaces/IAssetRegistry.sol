// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title The logged assets that contracts act on.
/// @notice Anybody may materialize a published asset with proof of its first statement; nobody can give it another
///         holder or community than the statement does.
interface IAssetRegistry {
    /// @param holder The organization that answers for it; zero if the asset is not materialized.
    /// @param community The community behind it, or zero.
    /// @param disputes Open disputes; any freezes new sales.
    /// @param withdrawn Whether the holder took it back from sale for good.
    /// @param custodySince Unix seconds when the holder took it over from another; 0 for its first holder.
    struct Asset {
        bytes32 holder;
        bytes32 community;
        uint32 disputes;
        bool withdrawn;
        uint48 custodySince;
    }

    /// @notice An asset in one slot, for contracts: organizations by their index (IOrganizations.idOf).
    /// @param holder Index of its holder; 0 if the asset is not materialized.
    /// @param community Index of its community; 0 without one.
    /// @param disputes As in Asset.
    /// @param withdrawn As in Asset.
    /// @param custodySince As in Asset.
    struct Record {
        uint32 holder;
        uint32 community;
        uint32 disputes;
        bool withdrawn;
        uint48 custodySince;
    }

    /// @notice The preimage of a salted id: keccak256(abi.encode(id, salt)).
    /// @param id Of the organization or community; zero for no community.
    /// @param salt Its salt; zero for no community.
    struct Opening {
        bytes32 id;
        bytes32 salt;
    }

    /// @notice The asset's first statement, of the kind `published`. Its kind and what its openings give are left out: no
    ///         other statement can be meant.
    /// @param bodyHash Of the statement.
    /// @param issuedAt Of the statement.
    /// @param evidence A member's signature or batch over it.
    /// @param treeSize Size of one of the last four anchored trees.
    /// @param leafIndex Place of the statement in it.
    /// @param proof Its inclusion proof.
    /// @param holder Opens the asset's id.
    /// @param community Opens the statement's `community`; id zero if that is zero.
    struct Materialization {
        bytes32 bodyHash;
        uint64 issuedAt;
        bytes evidence;
        uint64 treeSize;
        uint64 leafIndex;
        bytes32[] proof;
        Opening holder;
        Opening community;
    }

    /// @notice The asset is materialized already.
    /// @param assetId The asset.
    error AssetRegistryAlreadyMaterialized(bytes32 assetId);

    /// @notice The asset is not materialized.
    /// @param assetId The asset.
    error AssetRegistryUnknown(bytes32 assetId);

    /// @notice The community is not an admitted organization of that kind.
    /// @param communityId The refused id.
    error AssetRegistryNotCommunity(bytes32 communityId);

    /// @notice The first statement of this asset, with this community and evidence, is not at this place of the log.
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

    /// @notice Nobody, or the asset's holder itself, would take it over.
    /// @param assetId The asset.
    /// @param organizationId The refused organization.
    error AssetRegistryTakerInvalid(bytes32 assetId, bytes32 organizationId);

    /// @notice The asset was not offered to this organization, or no longer is.
    /// @param assetId The asset.
    /// @param organizationId The organization that would take it over.
    error AssetRegistryNotOfferedCustody(bytes32 assetId, bytes32 organizationId);

    /// @notice Only an owner or editor of the organization may do this.
    /// @param organizationId The organization.
    /// @param caller Who tried.
    error AssetRegistryNotMember(bytes32 organizationId, address caller);

    /// @notice Only the council of a community and members of an auditor dispute assets.
    /// @param organizationId The organization that would dispute.
    /// @param caller Who tried.
    error AssetRegistryNotDisputant(bytes32 organizationId, address caller);

    /// @notice The organization disputes this asset already.
    /// @param assetId The asset.
    /// @param organizationId The organization.
    error AssetRegistryAlreadyDisputed(bytes32 assetId, bytes32 organizationId);

    /// @notice The organization has no open dispute about this asset.
    /// @param assetId The asset.
    /// @param organizationId The organization.
    error AssetRegistryNotDisputed(bytes32 assetId, bytes32 organizationId);

    /// @notice The organization's dispute of this asset was resolved less than 30 days ago.
    /// @param assetId The asset.
    /// @param organizationId The organization.
    /// @param allowedAt Unix seconds from which it may dispute the asset again.
    error AssetRegistryDisputeTooEarly(bytes32 assetId, bytes32 organizationId, uint48 allowedAt);

    /// @notice Nothing keeps the organization from disputing the asset.
    /// @param assetId The asset.
    /// @param organizationId The organization.
    error AssetRegistryNotWaiting(bytes32 assetId, bytes32 organizationId);

    /// @notice The organization is suspended: it can't dispute.
    /// @param organizationId The organization.
    error AssetRegistrySuspended(bytes32 organizationId);

    /// @notice Only an owner or editor of the holder, or the council of the asset's community, takes something down.
    /// @param assetId The asset.
    /// @param organizationId The organization that would take it down.
    /// @param caller Who tried.
    error AssetRegistryMayNotTakeDown(bytes32 assetId, bytes32 organizationId, address caller);

    /// @notice This scope is taken down already.
    /// @param assetId The asset.
    /// @param scopeHash The scope; zero for the whole asset.
    error AssetRegistryAlreadyTakenDown(bytes32 assetId, bytes32 scopeHash);

    /// @notice A dispute, its resolution and a taking down name their reasons by a hash that is not zero.
    /// @param assetId The asset.
    error AssetRegistryReasonMissing(bytes32 assetId);

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

    /// @notice The holder would hand the asset over.
    /// @param assetId The asset.
    /// @param holder Its holder.
    /// @param taker Who may take it; zero when the holder took its word back.
    event CustodyOffered(bytes32 indexed assetId, bytes32 indexed holder, bytes32 indexed taker);

    /// @notice The asset has another holder; its consent and its offers have ended.
    /// @param assetId The asset.
    /// @param previous The old holder.
    /// @param holder The new one.
    event CustodyTransferred(bytes32 indexed assetId, bytes32 indexed previous, bytes32 indexed holder);

    /// @notice A council or an auditor disputes the asset: nothing new is sold until that is resolved.
    /// @param assetId The asset.
    /// @param organizationId Who disputes it.
    /// @param reasonHash keccak256 of the reasons, which are published elsewhere.
    event AssetDisputed(bytes32 indexed assetId, bytes32 indexed organizationId, bytes32 reasonHash);

    /// @notice A dispute is over.
    /// @param assetId The asset.
    /// @param organizationId Who had disputed it.
    /// @param reasonHash keccak256 of the resolution; zero when the disputant took the dispute back.
    event DisputeResolved(bytes32 indexed assetId, bytes32 indexed organizationId, bytes32 reasonHash);

    /// @notice The organization may dispute the asset again before its 30 days are over.
    /// @param assetId The asset.
    /// @param organizationId The organization.
    event DisputeAllowed(bytes32 indexed assetId, bytes32 indexed organizationId);

    /// @notice Something of the asset is erased for good. What licensees have stays theirs.
    /// @param assetId The asset.
    /// @param organizationId The holder or the community that took it down.
    /// @param scopeHash keccak256 of what, in canonical JSON (docs/formats.md); zero for the whole asset.
    /// @param reasonHash keccak256 of the reason, which is published elsewhere.
    event TakenDown(
        bytes32 indexed assetId,
        bytes32 indexed organizationId,
        bytes32 scopeHash,
        bytes32 reasonHash
    );

    /// @notice Makes a published asset known to the contracts, while its holder is not suspended. By anybody.
    /// @param materialization Its first statement with every proof.
    function materialize(Materialization calldata materialization) external;

    /// @notice Takes an asset back from sale, for good. By an owner or editor of the holder.
    /// @param assetId The asset.
    function withdraw(bytes32 assetId) external;

    /// @notice Offers the asset's custody to another organization, in place of whom it was offered before. By an owner or
    ///         editor of the holder.
    /// @param assetId The asset.
    /// @param taker An admitted organization; zero takes the offer back.
    function offerCustody(bytes32 assetId, bytes32 taker) external;

    /// @notice Takes the asset over. By an owner or editor of the organization it was offered to.
    /// @dev Names the holder it takes it from, so that an acceptance never meets another offer than the one it answers.
    /// @param assetId The asset.
    /// @param holder The holder who offered it.
    /// @param taker The organization that takes it.
    function acceptCustody(bytes32 assetId, bytes32 holder, bytes32 taker) external;

    /// @notice Disputes an asset. By the council of a community or an owner or editor of an auditor; one open dispute each.
    /// @param assetId The asset.
    /// @param organizationId The community or auditor.
    /// @param reasonHash keccak256 of the reasons, not zero.
    function dispute(bytes32 assetId, bytes32 organizationId, bytes32 reasonHash) external;

    /// @notice Takes a dispute back. By who may dispute for that organization.
    /// @param assetId The asset.
    /// @param organizationId The community or auditor.
    function retractDispute(bytes32 assetId, bytes32 organizationId) external;

    /// @notice Ends a dispute; its disputant waits 30 days before it disputes the asset again, also when it retracted the dispute in
    ///         the 30 days before. Restricted to the accreditor.
    /// @param assetId The asset.
    /// @param organizationId Who disputes it.
    /// @param reasonHash keccak256 of the resolution, not zero.
    function resolveDispute(bytes32 assetId, bytes32 organizationId, bytes32 reasonHash) external;

    /// @notice Ends the wait after a resolution. Restricted to the accreditor.
    /// @param assetId The asset.
    /// @param organizationId Who waits.
    function allowDispute(bytes32 assetId, bytes32 organizationId) external;

    /// @notice Takes down something of an asset, for good and in public; the whole asset is withdrawn from sale with it. By an
    ///         owner or editor of the holder, or by the council of the asset's community.
    /// @param assetId The asset.
    /// @param organizationId The holder or the community.
    /// @param scopeHash keccak256 of what, in canonical JSON; zero for the whole asset. Each scope once.
    /// @param reasonHash keccak256 of the reason, not zero.
    function takeDown(
        bytes32 assetId,
        bytes32 organizationId,
        bytes32 scopeHash,
        bytes32 reasonHash
    ) external;

    /// @notice The organization that may take the asset over; zero if none.
    /// @param assetId The asset.
    /// @return taker Its id.
    function custodyOfferOf(bytes32 assetId) external view returns (bytes32 taker);

    /// @notice Whether the organization has an open dispute about the asset.
    /// @param assetId The asset.
    /// @param organizationId The community or auditor.
    /// @return disputed The answer.
    function isDisputedBy(bytes32 assetId, bytes32 organizationId) external view returns (bool disputed);

    /// @notice From when on the organization may dispute the asset again.
    /// @param assetId The asset.
    /// @param organizationId The community or auditor.
    /// @return allowedAt Unix seconds; 0 if no dispute of it was resolved or the accreditor allowed another.
    function disputeAllowedAt(
        bytes32 assetId,
        bytes32 organizationId
    ) external view returns (uint48 allowedAt);

    /// @notice Whether exactly this scope was taken down.
    /// @param assetId The asset.
    /// @param scopeHash The scope; zero for the whole asset.
    /// @return takenDown The answer.
    function isTakenDown(bytes32 assetId, bytes32 scopeHash) external view returns (bool takenDown);

    /// @notice The asset in one slot, with holder 0 if it is not materialized.
    /// @param assetId The asset.
    /// @return record Its record.
    function recordOf(bytes32 assetId) external view returns (Record memory record);

    /// @notice What consent depends on, of the asset's record.
    /// @param assetId The asset.
    /// @return community Index of its community; 0 without one.
    /// @return holder Index of its holder; 0 if the asset is not materialized.
    /// @return custodySince Unix seconds when the holder took it over from another; 0 for its first holder.
    function communityAndHolderOf(
        bytes32 assetId
    ) external view returns (uint32 community, uint32 holder, uint48 custodySince);

    /// @notice The asset, with holder zero if it is not materialized.
    /// @param assetId The asset.
    /// @return asset Its record.
    function assetOf(bytes32 assetId) external view returns (Asset memory asset);
}
