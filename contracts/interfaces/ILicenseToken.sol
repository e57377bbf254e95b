// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Wish} from "../types/Window.sol";

/// @title Licenses as tokens (ERC-721) that don't move (ERC-5192).
/// @notice Live, expired and revoked are views of the day given and the state: a chain without traffic has no today.
interface ILicenseToken {
    /// @param licensee The organization that may use the asset.
    /// @param termsHash What was agreed (docs/formats.md).
    /// @param wish The window.
    /// @param offerId The offer it was sold from; names the asset.
    /// @param revoked Whether it ended before its last day.
    struct License {
        bytes32 licensee;
        bytes32 termsHash;
        Wish wish;
        uint64 offerId;
        bool revoked;
    }

    /// @notice Only the market issues licenses.
    /// @param caller Who tried.
    error LicenseTokenNotMarket(address caller);

    /// @notice No such license.
    /// @param licenseId The id.
    error LicenseTokenUnknown(uint256 licenseId);

    /// @notice The license stays with its licensee.
    /// @param licenseId The license.
    error LicenseTokenLocked(uint256 licenseId);

    /// @notice ERC-5192: the token can't be transferred.
    /// @param tokenId The license.
    event Locked(uint256 tokenId);

    /// @notice Issues a license. By the market.
    /// @param to Payout address of the licensee.
    /// @param license Its record.
    /// @return licenseId Its id, from 1.
    function issue(address to, License calldata license) external returns (uint256 licenseId);

    /// @notice The only contract that issues.
    /// @return marketAddress Its address.
    function market() external view returns (address marketAddress);

    /// @notice The license; reverts if it doesn't exist.
    /// @param licenseId The license.
    /// @return license Its record.
    function licenseOf(uint256 licenseId) external view returns (License memory license);

    /// @notice Whether the asset may be used under it on that day.
    /// @param licenseId The license.
    /// @param day The UTC day since 1970-01-01.
    /// @return live The answer.
    function isLive(uint256 licenseId, uint32 day) external view returns (bool live);

    /// @notice Whether its last day is over.
    /// @param licenseId The license.
    /// @param day The UTC day since 1970-01-01.
    /// @return expired The answer.
    function isExpired(uint256 licenseId, uint32 day) external view returns (bool expired);

    /// @notice Whether it ended before its last day.
    /// @param licenseId The license.
    /// @return revoked The answer.
    function isRevoked(uint256 licenseId) external view returns (bool revoked);

    /// @notice ERC-5192: whether the token can't be transferred; reverts if it doesn't exist.
    /// @param tokenId The license.
    /// @return isLocked Always true in this version.
    function locked(uint256 tokenId) external view returns (bool isLocked);
}
