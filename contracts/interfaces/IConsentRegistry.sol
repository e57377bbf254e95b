// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title The councils' permissions to license.
/// @notice A withdrawal stops new sales in the same block; licenses sold before stay.
interface IConsentRegistry {
    /// @param holder The organization the community trusts with the asset; consent ends with its custody.
    ///        Zero if there is no consent.
    /// @param territories Where licenses may be sold for.
    /// @param media For which media.
    /// @param lastDay Licenses end on this UTC day at the latest.
    /// @param shareBps The community's share of every price, in hundredths of a percent.
    struct Consent {
        bytes32 holder;
        uint256 territories;
        uint32 media;
        uint32 lastDay;
        uint16 shareBps;
    }

    /// @notice Only the council of the asset's community may do this.
    /// @param assetId The asset.
    /// @param caller Who tried.
    error ConsentRegistryNotCouncil(bytes32 assetId, address caller);

    /// @notice The consent names somebody else than the asset's holder.
    /// @param assetId The asset.
    /// @param holder Whom it names.
    error ConsentRegistryHolderMismatch(bytes32 assetId, bytes32 holder);

    /// @notice Media are empty or contain unassigned bits.
    /// @param media The refused bitmap.
    error ConsentRegistryMediaInvalid(uint32 media);

    /// @notice No territory at all.
    /// @param assetId The asset.
    error ConsentRegistryTerritoriesEmpty(bytes32 assetId);

    /// @notice The last day is over.
    /// @param lastDay The refused day.
    /// @param today The day of the block.
    error ConsentRegistryPast(uint32 lastDay, uint32 today);

    /// @notice More than all, or no room for the operator's share.
    /// @param shareBps The refused share.
    error ConsentRegistryShareTooHigh(uint16 shareBps);

    /// @notice Within one consent the share never falls; withdraw it first.
    /// @param shareBps The refused share.
    /// @param currentShareBps The share it would lower.
    error ConsentRegistryShareLowered(uint16 shareBps, uint16 currentShareBps);

    /// @notice There is no consent to withdraw.
    /// @param assetId The asset.
    error ConsentRegistryNone(bytes32 assetId);

    /// @notice A council consents.
    /// @param assetId The asset.
    /// @param community Its community.
    /// @param consent What it permits, in place of what it permitted before.
    event ConsentGranted(bytes32 indexed assetId, bytes32 indexed community, Consent consent);

    /// @notice A council consents no longer.
    /// @param assetId The asset.
    /// @param community Its community.
    event ConsentWithdrawn(bytes32 indexed assetId, bytes32 indexed community);

    /// @notice Permits licenses of an asset, in place of what was permitted before. By the community's council.
    /// @param assetId A materialized asset.
    /// @param consent What is permitted.
    function grant(bytes32 assetId, Consent calldata consent) external;

    /// @notice Permits no further license. By the community's council.
    /// @param assetId The asset.
    function withdraw(bytes32 assetId) external;

    /// @notice The consent in force, with holder zero if there is none.
    /// @param assetId The asset.
    /// @return consent What is permitted. Whether it names the holder of today is the reader's check.
    function consentOf(bytes32 assetId) external view returns (Consent memory consent);
}
