// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Terms} from "../types/Terms.sol";

/// @title Licenses as tokens (ERC-721), locked (ERC-5192) unless their terms let them be transferred.
/// @notice A license's id is the hash of its terms. It lies in its licensee's license account (IOrganizations.organizationAt), which
///         no key controls: an owner or editor of the licensee acts for it. Live, expired and revoked are views of the day
///         given and the state: a chain without traffic has no today.
interface ILicenseToken {
    /// @notice What views need of a license, in one slot; its terms say the rest.
    /// @param firstDay First UTC day.
    /// @param lastDay Last UTC day, included.
    /// @param rights What may be done with it (types/Terms.sol).
    /// @param exclusive Whether nobody else may hold an overlapping one.
    /// @param revoked Whether it was ended before its last day; of a sublicense, by its grantor.
    /// @param isSublicense Whether it ends with another license (parentOf).
    /// @param account Its licensee's license account: the token's owner.
    struct Record {
        uint32 firstDay;
        uint32 lastDay;
        uint8 rights;
        bool exclusive;
        bool revoked;
        bool isSublicense;
        address account;
    }

    /// @notice Only the market issues licenses.
    /// @param caller Who tried.
    error LicenseTokenNotMarket(address caller);

    /// @notice No such license.
    /// @param licenseId The id.
    error LicenseTokenUnknown(uint256 licenseId);

    /// @notice The terms of the license don't let it be transferred.
    /// @param licenseId The license.
    error LicenseTokenLocked(uint256 licenseId);

    /// @notice A license moves by `transfer`, which is given its terms.
    /// @param licenseId The license.
    error LicenseTokenTermsNeeded(uint256 licenseId);

    /// @notice The licensee has it already, is no admitted organization, or is suspended.
    /// @param licensee The refused organization.
    error LicenseTokenLicenseeInvalid(bytes32 licensee);

    /// @notice Only an owner or editor of the licensee may do this.
    /// @param licensee The licensee.
    /// @param caller Who tried.
    error LicenseTokenNotLicensee(bytes32 licensee, address caller);

    /// @notice The terms of the license don't let it be revoked.
    /// @param licenseId The license.
    error LicenseTokenNotRevocable(uint256 licenseId);

    /// @notice The license has ended: its last day is over or it is revoked.
    /// @param licenseId The license.
    error LicenseTokenEnded(uint256 licenseId);

    /// @notice The caller may not end this license.
    /// @param licenseId The license.
    /// @param caller Who tried.
    error LicenseTokenNotRevoker(uint256 licenseId, address caller);

    /// @notice A revocation names its reasons by a hash that is not zero.
    /// @param licenseId The license.
    error LicenseTokenReasonMissing(uint256 licenseId);

    /// @notice The terms of the license fix its version.
    /// @param licenseId The license.
    error LicenseTokenVersionFixed(uint256 licenseId);

    /// @notice The version is none, or the one that was sold.
    /// @param licenseId The license.
    /// @param version The refused version.
    error LicenseTokenVersionInvalid(uint256 licenseId, bytes32 version);

    /// @notice ERC-5192: the token can't be transferred.
    /// @param tokenId The license.
    event Locked(uint256 tokenId);

    /// @notice ERC-5192: the token can be transferred.
    /// @param tokenId The license.
    event Unlocked(uint256 tokenId);

    /// @notice The license has another licensee.
    /// @param licenseId The license.
    /// @param assetId Of its terms.
    /// @param previous The old licensee.
    /// @param licensee The new one.
    event LicenseTransferred(
        uint256 indexed licenseId,
        bytes32 indexed assetId,
        bytes32 previous,
        bytes32 licensee
    );

    /// @notice The license ended before its last day, and with it its sublicenses.
    /// @param licenseId The license.
    /// @param assetId Of its terms.
    /// @param reasonHash keccak256 of the reasons, which are published elsewhere.
    event LicenseRevoked(uint256 indexed licenseId, bytes32 indexed assetId, bytes32 reasonHash);

    /// @notice The licensee took another version of the asset than was sold, beside that one.
    /// @param licenseId The license.
    /// @param assetId Of its terms.
    /// @param version Hash of the version's statement; whoever reads it checks that it is one of the asset's.
    event VersionTaken(uint256 indexed licenseId, bytes32 indexed assetId, bytes32 version);

    /// @notice Issues a license under the hash of its terms. By the market.
    /// @param licenseId Hash of the terms.
    /// @param terms Its terms.
    function issue(uint256 licenseId, Terms calldata terms) external;

    /// @notice Hands a license to another organization. By an owner or editor of the licensee, if the terms let it.
    /// @dev ERC-721's own `transferFrom` is refused, also for unlocked tokens: what it moves has no terms to be checked against.
    /// @param terms Of the license.
    /// @param licensee An admitted organization.
    function transfer(Terms calldata terms, bytes32 licensee) external;

    /// @notice Says that the licensee takes another version of the asset, if the terms let it. By an owner or editor of the licensee.
    /// @dev The terms stay as they are; so does the version that was sold.
    /// @param terms Of a license that has not ended.
    /// @param version Hash of the version's statement.
    function takeVersion(Terms calldata terms, bytes32 version) external;

    /// @notice Ends a license whose terms let it be ended. By an owner or editor of the asset's holder or the council of its
    ///         community; a sublicense by an owner or editor of the licensee that granted it.
    /// @param terms Of the license.
    /// @param reasonHash keccak256 of the reasons, not zero.
    function revoke(Terms calldata terms, bytes32 reasonHash) external;

    /// @notice The only contract that issues.
    /// @return marketAddress Its address.
    function market() external view returns (address marketAddress);

    /// @notice Whether a license with this id was ever issued.
    /// @param licenseId The license.
    /// @return issued The answer.
    function isIssued(uint256 licenseId) external view returns (bool issued);

    /// @notice The license; reverts if it doesn't exist.
    /// @param licenseId The license.
    /// @return record Its record.
    function recordOf(uint256 licenseId) external view returns (Record memory record);

    /// @notice The organization that may use it; reverts if the license doesn't exist.
    /// @param licenseId The license.
    /// @return licensee Its id.
    function licenseeOf(uint256 licenseId) external view returns (bytes32 licensee);

    /// @notice The license it was granted under; 0 if it is no sublicense.
    /// @param licenseId The license.
    /// @return parent Its id.
    function parentOf(uint256 licenseId) external view returns (uint256 parent);

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

    /// @notice Whether it, or the license it was granted under, was ended before its last day.
    /// @param licenseId The license.
    /// @return revoked The answer.
    function isRevoked(uint256 licenseId) external view returns (bool revoked);

    /// @notice ERC-5192: whether the token can't be transferred; reverts if it doesn't exist.
    /// @param tokenId The license.
    /// @return isLocked The answer.
    function locked(uint256 tokenId) external view returns (bool isLocked);
}
