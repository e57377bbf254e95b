// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {ICalendar} from "./interfaces/ICalendar.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {FIXED_VERSION, Origin, REVOCABLE, Terms, TRANSFERABLE} from "./types/Terms.sol";
import {currentDay} from "./types/Window.sol";

/// @title LicenseToken
/// @notice Licenses as tokens in the license accounts of organizations.
contract LicenseToken is ILicenseToken, ERC721, ERC2771Context {
    bytes4 private constant ERC5192_ID = 0xb45a3c0e;

    /// @inheritdoc ILicenseToken
    address public immutable market;

    IOrganizations private immutable _organizations;
    IAssetRegistry private immutable _assets;
    ICalendar private immutable _calendar;

    /// @dev A license is one slot with its account in it, in place of ERC721's own `_owners`, which would be a second one.
    mapping(uint256 licenseId => Record) private _records;
    mapping(uint256 licenseId => uint256 parent) private _parents;
    mapping(address account => uint256) private _counts;

    /// @param organizations Members and councils.
    /// @param assets Holders and communities.
    /// @param calendar Of exclusive licenses.
    /// @param market The only contract that issues.
    struct Setup {
        IOrganizations organizations;
        IAssetRegistry assets;
        ICalendar calendar;
        address market;
    }

    constructor(
        address forwarder,
        Setup memory setup
    ) ERC721("Lanran License", "LANRAN") ERC2771Context(forwarder) {
        _organizations = setup.organizations;
        _assets = setup.assets;
        _calendar = setup.calendar;
        market = setup.market;
    }

    /// @inheritdoc ILicenseToken
    function issue(uint256 licenseId, Terms calldata terms) external {
        if (msg.sender != market) revert LicenseTokenNotMarket(msg.sender);
        address account = _accountOf(terms.licensee);
        bool isSublicense = terms.origin == Origin.SUBLICENSE;
        // Refuses an id that exists, before its record is written.
        _mint(account, licenseId);
        _records[licenseId] = Record({
            firstDay: terms.wish.firstDay,
            lastDay: terms.wish.lastDay,
            rights: terms.rights,
            exclusive: terms.wish.exclusive,
            revoked: false,
            isSublicense: isSublicense,
            account: account
        });
        if (isSublicense) _parents[licenseId] = terms.parent;
        if (terms.rights & TRANSFERABLE == 0) emit Locked(licenseId);
        else emit Unlocked(licenseId);
    }

    /// @inheritdoc ILicenseToken
    function transfer(Terms calldata terms, bytes32 licensee) external {
        uint256 licenseId = terms.toLicenseId();
        Record memory record = _getRecord(licenseId);
        if (record.rights & TRANSFERABLE == 0) revert LicenseTokenLocked(licenseId);
        bytes32 previous = _checkLicensee(record);
        _checkNotEnded(licenseId, record);
        (uint32 index, bool suspended) = _organizations.standingOf(licensee);
        if (licensee == previous || index == 0 || suspended) revert LicenseTokenLicenseeInvalid(licensee);
        _transfer(record.account, _accountOf(licensee), licenseId);
        emit LicenseTransferred(licenseId, terms.assetId, previous, licensee);
    }

    /// @inheritdoc ILicenseToken
    function takeVersion(Terms calldata terms, bytes32 version) external {
        uint256 licenseId = terms.toLicenseId();
        Record memory record = _getRecord(licenseId);
        if (record.rights & FIXED_VERSION != 0) revert LicenseTokenVersionFixed(licenseId);
        _checkLicensee(record);
        _checkNotEnded(licenseId, record);
        if (version == 0 || version == terms.version) revert LicenseTokenVersionInvalid(licenseId, version);
        emit VersionTaken(licenseId, terms.assetId, version);
    }

    /// @inheritdoc ILicenseToken
    function revoke(Terms calldata terms, bytes32 reasonHash) external {
        uint256 licenseId = terms.toLicenseId();
        Record memory record = _getRecord(licenseId);
        if (record.rights & REVOCABLE == 0) revert LicenseTokenNotRevocable(licenseId);
        if (!_mayRevoke(terms, licenseId)) revert LicenseTokenNotRevoker(licenseId, _msgSender());
        if (reasonHash == 0) revert LicenseTokenReasonMissing(licenseId);
        _checkNotEnded(licenseId, record);
        _records[licenseId].revoked = true;
        if (record.exclusive) _calendar.release(terms.assetId, licenseId);
        emit LicenseRevoked(licenseId, terms.assetId, reasonHash);
    }

    /// @notice ERC-721's own transfer is refused: what it moves has no terms to be checked against; see `transfer`.
    /// @param licenseId The license.
    function transferFrom(address, address, uint256 licenseId) public view override {
        if (_getRecord(licenseId).rights & TRANSFERABLE == 0) revert LicenseTokenLocked(licenseId);
        revert LicenseTokenTermsNeeded(licenseId);
    }

    /// @inheritdoc ILicenseToken
    function isIssued(uint256 licenseId) external view returns (bool) {
        return _records[licenseId].account != address(0);
    }

    /// @inheritdoc ILicenseToken
    function recordOf(uint256 licenseId) external view returns (Record memory) {
        return _getRecord(licenseId);
    }

    /// @inheritdoc ILicenseToken
    function licenseeOf(uint256 licenseId) external view returns (bytes32) {
        return _licenseeOf(licenseId);
    }

    /// @inheritdoc ILicenseToken
    function parentOf(uint256 licenseId) external view returns (uint256) {
        return _parents[licenseId];
    }

    /// @inheritdoc ILicenseToken
    function isLive(uint256 licenseId, uint32 day) external view returns (bool) {
        Record memory record = _getRecord(licenseId);
        return record.firstDay <= day && day <= record.lastDay && !_isRevoked(licenseId, record);
    }

    /// @inheritdoc ILicenseToken
    function isExpired(uint256 licenseId, uint32 day) external view returns (bool) {
        return _getRecord(licenseId).lastDay < day;
    }

    /// @inheritdoc ILicenseToken
    function isRevoked(uint256 licenseId) external view returns (bool) {
        return _isRevoked(licenseId, _getRecord(licenseId));
    }

    /// @inheritdoc ILicenseToken
    function locked(uint256 tokenId) external view returns (bool) {
        return _getRecord(tokenId).rights & TRANSFERABLE == 0;
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == ERC5192_ID || super.supportsInterface(interfaceId);
    }

    /// @inheritdoc ERC721
    function balanceOf(address account) public view override returns (uint256) {
        if (account == address(0)) revert ERC721InvalidOwner(address(0));
        return _counts[account];
    }

    /// @dev As ERC721's, on one slot. Nobody is authorized: only `issue` and `transfer` come here, after their own checks.
    function _update(address to, uint256 licenseId, address) internal override returns (address from) {
        from = _ownerOf(licenseId);
        if (from != address(0)) {
            _approve(address(0), licenseId, address(0), false);
            --_counts[from];
        }
        ++_counts[to];
        _records[licenseId].account = to;
        emit Transfer(from, to, licenseId);
    }

    function _ownerOf(uint256 licenseId) internal view override returns (address) {
        return _records[licenseId].account;
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

    function _getRecord(uint256 licenseId) private view returns (Record memory record) {
        record = _records[licenseId];
        if (record.account == address(0)) revert LicenseTokenUnknown(licenseId);
    }

    function _licenseeOf(uint256 licenseId) private view returns (bytes32) {
        return _organizations.organizationAt(_getRecord(licenseId).account);
    }

    /// @dev Called by an owner or editor of the licensee of today.
    function _checkLicensee(Record memory record) private view returns (bytes32 licensee) {
        licensee = _organizations.organizationAt(record.account);
        if (!_organizations.canAct(licensee, _msgSender())) {
            revert LicenseTokenNotLicensee(licensee, _msgSender());
        }
    }

    function _checkNotEnded(uint256 licenseId, Record memory record) private view {
        if (record.lastDay < currentDay() || _isRevoked(licenseId, record)) {
            revert LicenseTokenEnded(licenseId);
        }
    }

    function _isRevoked(uint256 licenseId, Record memory record) private view returns (bool) {
        return record.revoked || (record.isSublicense && _records[_parents[licenseId]].revoked);
    }

    function _mayRevoke(Terms calldata terms, uint256 licenseId) private view returns (bool) {
        address caller = _msgSender();
        uint256 parent = _parents[licenseId];
        if (parent != 0) return _organizations.canAct(_licenseeOf(parent), caller);
        IAssetRegistry.Record memory asset = _assets.recordOf(terms.assetId);
        if (_organizations.canAct(_organizations.idOf(asset.holder), caller)) return true;
        address council = _organizations.councilAt(asset.community);
        return council != address(0) && council == caller;
    }

    /// @dev The last 20 bytes of an organization's id: no key controls it.
    function _accountOf(bytes32 organizationId) private pure returns (address) {
        return address(uint160(uint256(organizationId)));
    }
}
