// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title The councils' permissions to license.
/// @notice For one asset, or for a collection: a Merkle root (RFC 9162, leaf = the 32 bytes of an asset id) over many. An
///         asset joins a collection's consent once, by anybody's proof, and then follows it. Its own consent goes before
///         the collection's. A withdrawal stops new sales in the same block; licenses sold before stay.
///         Consent names the holder the community trusts and ends when the asset goes to another.
///         Beside it a council may consent to one use by one organization, which permits one license. It is withdrawn by itself:
///         withdrawing the consent to the asset leaves it in force.
/// @dev The share never falls within one consent. To lower it the council withdraws, and grants anew seven days later, so
///      that nobody talks a council down within an afternoon.
interface IConsentRegistry {
    /// @param holder The organization the community trusts with the asset. Zero if there is no consent.
    /// @param territories Where licenses may be sold for.
    /// @param media For which media.
    /// @param lastDay Licenses end on this UTC day at the latest.
    /// @param shareBps The community's share of every price, in hundredths of a percent.
    /// @param rights Which of CONSENTED_RIGHTS licenses may have (types/Terms.sol).
    struct Consent {
        bytes32 holder;
        uint256 territories;
        uint32 media;
        uint32 lastDay;
        uint16 shareBps;
        uint8 rights;
    }

    /// @notice What one organization may be sold, once.
    /// @param holder The organization the community trusts with the asset. Zero if there is no consent.
    /// @param licensee The one organization that may be sold a license.
    /// @param territories Where at most.
    /// @param media For which media at most.
    /// @param firstDay First UTC day, at the earliest.
    /// @param lastDay Last UTC day, at the latest.
    /// @param exclusive Whether the license may be exclusive; it need not be.
    /// @param token Of the price; zero for the chain's own coin.
    /// @param minPrice The least the license costs.
    /// @param shareBps The community's share of the price, in hundredths of a percent.
    /// @param rights Which of CONSENTED_RIGHTS the license may have (types/Terms.sol).
    struct UseConsent {
        bytes32 holder;
        bytes32 licensee;
        uint256 territories;
        uint32 media;
        uint32 firstDay;
        uint32 lastDay;
        bool exclusive;
        address token;
        uint96 minPrice;
        uint16 shareBps;
        uint8 rights;
    }

    /// @param root RFC 9162 root over the asset ids, in any order that the council chose.
    /// @param size How many there are, not zero.
    struct Collection {
        bytes32 root;
        uint64 size;
    }

    /// @notice Only the council of the community may do this.
    /// @param subject The asset, or the collection's root.
    /// @param caller Who tried.
    error ConsentRegistryNotCouncil(bytes32 subject, address caller);

    /// @notice The consent names somebody else than the asset's holder, or no admitted organization.
    /// @param subject The asset, or the collection's root.
    /// @param holder Whom it names.
    error ConsentRegistryHolderMismatch(bytes32 subject, bytes32 holder);

    /// @notice The holder took the asset over in this very block: look at it, and grant in the next.
    /// @param assetId The asset.
    error ConsentRegistryCustodyTooFresh(bytes32 assetId);

    /// @notice Media are empty or contain unassigned bits.
    /// @param media The refused bitmap.
    error ConsentRegistryMediaInvalid(uint32 media);

    /// @notice No territory at all.
    /// @param subject The asset, or the collection's root.
    error ConsentRegistryTerritoriesEmpty(bytes32 subject);

    /// @notice The last day is over.
    /// @param lastDay The refused day.
    /// @param today The day of the block.
    error ConsentRegistryPast(uint32 lastDay, uint32 today);

    /// @notice The first day comes after the last.
    /// @param firstDay The refused first day.
    /// @param lastDay The refused last day.
    error ConsentRegistryDaysInvalid(uint32 firstDay, uint32 lastDay);

    /// @notice Consent to one use names an admitted organization.
    /// @param licensee The refused organization.
    error ConsentRegistryLicenseeUnknown(bytes32 licensee);

    /// @notice There is no consent to one use by this organization to withdraw: never given, withdrawn, or used.
    /// @param assetId The asset.
    /// @param licensee The organization.
    error ConsentRegistryNoUse(bytes32 assetId, bytes32 licensee);

    /// @notice Only Judgement says that a use was sold.
    /// @param caller Who tried.
    error ConsentRegistryNotTrusted(address caller);

    /// @notice More than all.
    /// @param shareBps The refused share.
    error ConsentRegistryShareTooHigh(uint16 shareBps);

    /// @notice Rights that need no consent, or unassigned bits.
    /// @param rights The refused bitmap.
    error ConsentRegistryRightsInvalid(uint8 rights);

    /// @notice Within one consent the share never falls; withdraw it first.
    /// @param shareBps The refused share.
    /// @param currentShareBps The share it would lower.
    error ConsentRegistryShareLowered(uint16 shareBps, uint16 currentShareBps);

    /// @notice Seven days must pass between a withdrawal and consent to a lower share.
    /// @param shareBps The refused share.
    /// @param lastShareBps The share that was withdrawn.
    /// @param allowedAt Unix seconds from which it may be granted.
    error ConsentRegistryShareTooEarly(uint16 shareBps, uint16 lastShareBps, uint48 allowedAt);

    /// @notice There is no consent to this collection to withdraw, or none that holds for the asset that would join.
    /// @param root The collection's root.
    error ConsentRegistryNone(bytes32 root);

    /// @notice The collection is empty or names the root zero.
    /// @param root The refused root.
    /// @param size The refused size.
    error ConsentRegistryCollectionInvalid(bytes32 root, uint64 size);

    /// @notice The asset's community never consented to such a collection.
    /// @param assetId The asset.
    /// @param root The collection's root.
    error ConsentRegistryCommunityMismatch(bytes32 assetId, bytes32 root);

    /// @notice The proof does not lead from the asset to the collection's root.
    /// @param assetId The asset.
    /// @param root The collection's root.
    error ConsentRegistryNotInCollection(bytes32 assetId, bytes32 root);

    /// @notice The asset has consent already, its own or another collection's.
    /// @param assetId The asset.
    error ConsentRegistryInForce(bytes32 assetId);

    /// @notice The council withdrew this asset after it consented to the collection.
    /// @param assetId The asset.
    /// @param root The collection's root.
    error ConsentRegistryWithdrawn(bytes32 assetId, bytes32 root);

    /// @notice A council consents.
    /// @param assetId The asset.
    /// @param consent What it permits, in place of what it permitted before.
    event ConsentGranted(bytes32 indexed assetId, Consent consent);

    /// @notice A council consents no longer to this asset.
    /// @param assetId The asset.
    event ConsentWithdrawn(bytes32 indexed assetId);

    /// @notice A council consents to a collection.
    /// @param root The collection.
    /// @param community Whose council.
    /// @param size How many assets it has.
    /// @param consent What it permits for each.
    event CollectionConsentGranted(
        bytes32 indexed root,
        bytes32 indexed community,
        uint64 size,
        Consent consent
    );

    /// @notice A council consents no longer to a collection.
    /// @param root The collection.
    /// @param community Whose council.
    event CollectionConsentWithdrawn(bytes32 indexed root, bytes32 indexed community);

    /// @notice From now on the asset follows a collection's consent.
    /// @param assetId The asset.
    /// @param root The collection.
    event ConsentJoined(bytes32 indexed assetId, bytes32 indexed root);

    /// @notice A council consents to one use.
    /// @param assetId The asset.
    /// @param licensee By whom.
    /// @param consent What it permits, in place of what it permitted this organization before.
    event UseConsentGranted(bytes32 indexed assetId, bytes32 indexed licensee, UseConsent consent);

    /// @notice A council consents no longer to one use.
    /// @param assetId The asset.
    /// @param licensee By whom.
    event UseConsentWithdrawn(bytes32 indexed assetId, bytes32 indexed licensee);

    /// @notice A license was sold by consent to one use, which is over with that.
    /// @param assetId The asset.
    /// @param licensee To whom.
    event UseConsentSpent(bytes32 indexed assetId, bytes32 indexed licensee);

    /// @notice Permits licenses of an asset, in place of what was permitted before. By the community's council.
    /// @param assetId A materialized asset.
    /// @param consent What is permitted.
    function grant(bytes32 assetId, Consent calldata consent) external;

    /// @notice Permits no further license of this asset, whether by its own consent or a collection's, but by consent to one use.
    ///         By the council.
    /// @dev Also without consent of its own: so the council keeps an asset out of a collection that it didn't join yet.
    /// @param assetId A materialized asset.
    function withdraw(bytes32 assetId) external;

    /// @notice Permits one license to one organization, in place of what it was permitted before. By the council.
    /// @dev Its share is at least what the asset's own consent, or its collection's, asks for, or asked for within seven days.
    /// @param assetId A materialized asset.
    /// @param consent What is permitted.
    function consentTo(bytes32 assetId, UseConsent calldata consent) external;

    /// @notice Permits no license to one organization any longer, but for what the asset's own consent permits. By the council.
    /// @param assetId A materialized asset.
    /// @param licensee The organization.
    function withdrawConsentTo(bytes32 assetId, bytes32 licensee) external;

    /// @notice Ends a consent to one use because a license was sold by it. By Judgement.
    /// @param assetId The asset.
    /// @param licensee Who bought.
    function spendConsentTo(bytes32 assetId, bytes32 licensee) external;

    /// @notice Permits licenses of every asset of a collection, in place of what was permitted before. By the council.
    /// @dev The same root in the hands of two communities is two collections.
    /// @param communityId The community whose council consents.
    /// @param collection The assets; they need not be materialized yet.
    /// @param consent What is permitted.
    function grantCollection(
        bytes32 communityId,
        Collection calldata collection,
        Consent calldata consent
    ) external;

    /// @notice Permits no further license of a collection's assets, but of those that have consent of their own.
    /// @param communityId The community whose council consented.
    /// @param root The collection.
    function withdrawCollection(bytes32 communityId, bytes32 root) external;

    /// @notice Lets an asset follow the consent to a collection it belongs to. By anybody.
    /// @dev Consent in force stays in force after its last day until the council withdraws it: else a narrow consent of
    ///      its own would give way to the collection's wider one without an act of the council.
    /// @param assetId A materialized asset without consent in force.
    /// @param root The collection.
    /// @param leafIndex The asset's place in it.
    /// @param proof Inclusion proof (RFC 9162).
    function join(bytes32 assetId, bytes32 root, uint64 leafIndex, bytes32[] calldata proof) external;

    /// @notice The consent in force, its own or its collection's; with holder zero if there is none, also when the asset went to
    ///         another holder since.
    /// @param assetId The asset.
    /// @return consent What is permitted.
    function consentOf(bytes32 assetId) external view returns (Consent memory consent);

    /// @notice The consent to one use in force; with holder zero if there is none, also when it was used or the asset went to
    ///         another holder since.
    /// @param assetId The asset.
    /// @param licensee By whom.
    /// @return consent What is permitted.
    function useConsentOf(
        bytes32 assetId,
        bytes32 licensee
    ) external view returns (UseConsent memory consent);

    /// @notice The consent to a collection, with holder zero if there is none.
    /// @param communityId The community.
    /// @param root The collection.
    /// @return size How many assets it has.
    /// @return consent What is permitted for each.
    function collectionConsentOf(
        bytes32 communityId,
        bytes32 root
    ) external view returns (uint64 size, Consent memory consent);

    /// @notice The collection whose consent the asset follows; zero if none.
    /// @param assetId The asset.
    /// @return root The collection.
    function collectionOf(bytes32 assetId) external view returns (bytes32 root);
}
