// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {Wish} from "./types/Window.sol";

/// @title LicenseToken
contract LicenseToken is ILicenseToken, ERC721, ERC2771Context {
    /// @dev A License in the order that packs it into four slots.
    struct StoredLicense {
        bytes32 licensee;
        bytes32 termsHash;
        uint256 territories;
        uint32 media;
        uint32 firstDay;
        uint32 lastDay;
        bool exclusive;
        uint64 offerId;
        bool revoked;
    }

    bytes4 private constant ERC5192_ID = 0xb45a3c0e;

    /// @inheritdoc ILicenseToken
    address public immutable market;

    uint256 private _lastLicenseId;
    mapping(uint256 licenseId => StoredLicense) private _licenses;

    constructor(
        address forwarder,
        address market_
    ) ERC721("Lanran License", "LANRAN") ERC2771Context(forwarder) {
        market = market_;
    }

    /// @inheritdoc ILicenseToken
    function issue(address to, License calldata license) external returns (uint256 licenseId) {
        if (_msgSender() != market) revert LicenseTokenNotMarket(_msgSender());
        licenseId = ++_lastLicenseId;
        _licenses[licenseId] = StoredLicense({
            licensee: license.licensee,
            termsHash: license.termsHash,
            territories: license.wish.territories,
            media: license.wish.media,
            firstDay: license.wish.firstDay,
            lastDay: license.wish.lastDay,
            exclusive: license.wish.exclusive,
            offerId: license.offerId,
            revoked: license.revoked
        });
        _mint(to, licenseId);
        emit Locked(licenseId);
    }

    /// @inheritdoc ILicenseToken
    function licenseOf(uint256 licenseId) external view returns (License memory) {
        StoredLicense storage stored = _getLicense(licenseId);
        return
            License({
                licensee: stored.licensee,
                termsHash: stored.termsHash,
                wish: Wish({
                    media: stored.media,
                    territories: stored.territories,
                    firstDay: stored.firstDay,
                    lastDay: stored.lastDay,
                    exclusive: stored.exclusive
                }),
                offerId: stored.offerId,
                revoked: stored.revoked
            });
    }

    /// @inheritdoc ILicenseToken
    function isLive(uint256 licenseId, uint32 day) external view returns (bool) {
        StoredLicense storage license = _getLicense(licenseId);
        return !license.revoked && license.firstDay <= day && day <= license.lastDay;
    }

    /// @inheritdoc ILicenseToken
    function isExpired(uint256 licenseId, uint32 day) external view returns (bool) {
        return _getLicense(licenseId).lastDay < day;
    }

    /// @inheritdoc ILicenseToken
    function isRevoked(uint256 licenseId) external view returns (bool) {
        return _getLicense(licenseId).revoked;
    }

    /// @inheritdoc ILicenseToken
    function locked(uint256 tokenId) external view returns (bool) {
        _getLicense(tokenId);
        return true;
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == ERC5192_ID || super.supportsInterface(interfaceId);
    }

    /// @dev Every move but the first is refused.
    function _update(address to, uint256 tokenId, address authorized) internal override returns (address) {
        if (_ownerOf(tokenId) != address(0)) revert LicenseTokenLocked(tokenId);
        return super._update(to, tokenId, authorized);
    }

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }

    function _getLicense(uint256 licenseId) private view returns (StoredLicense storage license) {
        license = _licenses[licenseId];
        if (license.licensee == 0) revert LicenseTokenUnknown(licenseId);
    }
}
