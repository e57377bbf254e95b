// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {IProvenanceLog} from "./interfaces/IProvenanceLog.sol";
import {RelayedAccessManaged} from "./RelayedAccessManaged.sol";

/// @title Organizations
/// @notice Admitted organizations, their members and councils.
/// @dev `multicall` does several acts of one caller, all or nothing, so that one signature replaces a key and moves the
///      payout address away from it.
contract Organizations is IOrganizations, RelayedAccessManaged, Multicall {
    /// @dev In which a council can object to the accreditor's candidate, and in which nobody can to the council's own.
    uint48 private constant VETO_PERIOD = 30 days;
    /// @dev Between the announcement of a suspension and its effect.
    uint40 private constant SUSPENSION_NOTICE = 7 days;

    IProvenanceLog private immutable _log;

    mapping(bytes32 organizationId => Organization) private _organizations;
    mapping(bytes32 organizationId => mapping(address key => Member)) private _members;
    mapping(uint32 index => bytes32 organizationId) private _ids;
    mapping(address account => bytes32 organizationId) private _accounts;
    mapping(bytes32 communityId => Succession) private _successions;
    /// @dev Again by index, so that whoever knows only that reads one slot.
    mapping(uint32 index => address council) private _councils;
    uint32 private _count;

    constructor(
        address forwarder,
        address authority,
        IProvenanceLog log
    ) RelayedAccessManaged(forwarder, authority) {
        _log = log;
    }

    /// @inheritdoc IOrganizations
    function admit(Admission calldata admission) external restricted {
        bytes32 organizationId = admission.organizationId;
        bool isCommunity = admission.kind == Kind.COMMUNITY;
        if (organizationId == 0) revert OrganizationsIdZero();
        if (admission.kind == Kind.NONE) revert OrganizationsKindMissing(organizationId);
        if (_organizations[organizationId].kind != Kind.NONE) {
            revert OrganizationsAlreadyAdmitted(organizationId);
        }
        if (admission.payout == address(0)) revert OrganizationsAddressZero(organizationId);
        if (isCommunity != (admission.council != address(0))) {
            revert OrganizationsCouncilInvalid(organizationId, admission.council);
        }
        if (admission.owner == address(0) && !isCommunity) revert OrganizationsAddressZero(organizationId);

        address account = address(uint160(uint256(organizationId)));
        if (_accounts[account] != 0 || account == address(0)) {
            revert OrganizationsAccountTaken(organizationId, account);
        }

        uint32 index = ++_count;
        _ids[index] = organizationId;
        _accounts[account] = organizationId;
        _organizations[organizationId] = Organization({
            kind: admission.kind,
            owners: 0,
            index: index,
            suspendedFrom: 0,
            payout: admission.payout,
            council: admission.council
        });
        if (isCommunity) _councils[index] = admission.council;
        emit OrganizationAdmitted(organizationId, admission.kind, admission.payout, admission.council, index);
        if (admission.owner != address(0)) _addMember(organizationId, admission.owner, Role.OWNER);
    }

    /// @inheritdoc IOrganizations
    function addMember(bytes32 organizationId, address key, Role role) external {
        _checkOwner(organizationId);
        if (key == address(0)) revert OrganizationsAddressZero(organizationId);
        if (role == Role.NONE) revert OrganizationsRoleMissing(key);
        _addMember(organizationId, key, role);
    }

    /// @inheritdoc IOrganizations
    function removeMember(bytes32 organizationId, address key) external {
        _checkOwner(organizationId);
        Member storage member = _getMember(organizationId, key);
        (uint64 anchoredSize, ) = _log.head();
        _removeMember(organizationId, key, member, anchoredSize);
        emit MemberRemoved(organizationId, key, anchoredSize, false);
    }

    /// @inheritdoc IOrganizations
    function removeCompromisedMember(bytes32 organizationId, address key, uint64 size) external {
        _checkOwner(organizationId);
        Member storage member = _getMember(organizationId, key);
        (uint64 anchoredSize, ) = _log.head();
        if (size < member.admittedSize || size > anchoredSize) {
            revert OrganizationsSizeOutOfRange(size, member.admittedSize, anchoredSize);
        }
        _removeMember(organizationId, key, member, size);
        emit MemberRemoved(organizationId, key, size, true);
    }

    /// @inheritdoc IOrganizations
    function replaceMember(bytes32 organizationId, address key, address newKey) external {
        _checkOwner(organizationId);
        if (newKey == address(0)) revert OrganizationsAddressZero(organizationId);
        Member storage member = _getMember(organizationId, key);
        (uint64 anchoredSize, ) = _log.head();
        // The new key first, so that the last owner can be replaced.
        _addMember(organizationId, newKey, member.role);
        _removeMember(organizationId, key, member, anchoredSize);
        emit MemberRemoved(organizationId, key, anchoredSize, false);
    }

    /// @inheritdoc IOrganizations
    function nameSuccessor(bytes32 communityId, address candidate) external {
        _checkCouncil(communityId);
        _propose(communityId, candidate, uint48(block.timestamp), true);
    }

    /// @inheritdoc IOrganizations
    function proposeCouncil(bytes32 communityId, address candidate) external restricted {
        Succession memory named = _successions[communityId];
        if (named.byCouncil && block.timestamp < named.seatableAt + VETO_PERIOD) {
            revert OrganizationsSuccessorNamed(communityId, named.candidate);
        }
        _propose(communityId, candidate, uint48(block.timestamp) + VETO_PERIOD, false);
    }

    /// @inheritdoc IOrganizations
    function vetoCouncil(bytes32 communityId) external {
        _checkCouncil(communityId);
        address candidate = _successions[communityId].candidate;
        if (candidate == address(0)) revert OrganizationsNoSuccession(communityId);
        delete _successions[communityId];
        emit SuccessionVetoed(communityId, candidate);
    }

    /// @inheritdoc IOrganizations
    function acceptCouncil(bytes32 communityId) external {
        Succession memory named = _successions[communityId];
        address caller = _msgSender();
        if (named.candidate == address(0) || named.candidate != caller) {
            revert OrganizationsNotCandidate(communityId, caller);
        }
        if (block.timestamp < named.seatableAt) {
            revert OrganizationsTooEarly(communityId, named.seatableAt);
        }
        Organization storage community = _organizations[communityId];
        address previous = community.council;
        delete _successions[communityId];
        community.council = caller;
        _councils[community.index] = caller;
        emit CouncilSeated(communityId, caller, previous);
    }

    /// @inheritdoc IOrganizations
    function suspend(bytes32 organizationId, bytes32 reasonHash) external restricted {
        Organization storage organization = _organizations[organizationId];
        Kind kind = organization.kind;
        if (kind == Kind.NONE) revert OrganizationsUnknown(organizationId);
        if (kind != Kind.INSTITUTION && kind != Kind.STUDIO && kind != Kind.AUDITOR) {
            revert OrganizationsNotSuspendable(organizationId);
        }
        if (reasonHash == 0) revert OrganizationsReasonMissing(organizationId);
        if (organization.suspendedFrom != 0) {
            revert OrganizationsAlreadySuspended(organizationId, organization.suspendedFrom);
        }
        uint40 suspendedFrom = uint40(block.timestamp) + SUSPENSION_NOTICE;
        organization.suspendedFrom = suspendedFrom;
        emit OrganizationSuspended(organizationId, suspendedFrom, reasonHash);
    }

    /// @inheritdoc IOrganizations
    function liftSuspension(bytes32 organizationId) external restricted {
        Organization storage organization = _organizations[organizationId];
        if (organization.suspendedFrom == 0) revert OrganizationsNotSuspended(organizationId);
        organization.suspendedFrom = 0;
        emit SuspensionLifted(organizationId);
    }

    /// @inheritdoc IOrganizations
    function setPayout(bytes32 organizationId, address payout) external {
        _checkOwner(organizationId);
        if (payout == address(0)) revert OrganizationsAddressZero(organizationId);
        _organizations[organizationId].payout = payout;
        emit PayoutChanged(organizationId, payout);
    }

    /// @inheritdoc IOrganizations
    function organizationOf(bytes32 organizationId) external view returns (Organization memory) {
        return _organizations[organizationId];
    }

    /// @inheritdoc IOrganizations
    function successionOf(bytes32 communityId) external view returns (Succession memory) {
        return _successions[communityId];
    }

    /// @inheritdoc IOrganizations
    function idOf(uint32 index) external view returns (bytes32) {
        return _ids[index];
    }

    /// @inheritdoc IOrganizations
    function organizationAt(address account) external view returns (bytes32) {
        return _accounts[account];
    }

    /// @inheritdoc IOrganizations
    function councilAt(uint32 index) external view returns (address) {
        return _councils[index];
    }

    /// @inheritdoc IOrganizations
    function standingOf(bytes32 organizationId) external view returns (uint32 index, bool suspended) {
        Organization storage organization = _organizations[organizationId];
        return (organization.index, _isSuspended(organization));
    }

    /// @inheritdoc IOrganizations
    function isSuspendedAt(uint32 index) external view returns (bool) {
        return _isSuspended(_organizations[_ids[index]]);
    }

    /// @inheritdoc IOrganizations
    function partiesOf(uint32 community, uint32 holder) external view returns (address, bytes32) {
        return (_councils[community], _ids[holder]);
    }

    /// @inheritdoc IOrganizations
    function memberOf(bytes32 organizationId, address key) external view returns (Member memory) {
        return _members[organizationId][key];
    }

    /// @inheritdoc IOrganizations
    function canAct(bytes32 organizationId, address key) external view returns (bool) {
        Member memory member = _members[organizationId][key];
        return member.role >= Role.EDITOR && member.current;
    }

    /// @inheritdoc IOrganizations
    function partiesOf(
        bytes32 organizationId,
        address key,
        uint64 leafIndex,
        bytes32 communityId
    ) external view returns (uint32 signed, uint32 community) {
        Member storage member = _members[organizationId][key];
        bool counts =
            member.role >= Role.EDITOR && member.admittedSize <= leafIndex && leafIndex < member.removedSize;
        if (counts) signed = member.index;
        if (communityId == 0) return (signed, 0);
        Organization storage organization = _organizations[communityId];
        if (organization.kind == Kind.COMMUNITY) community = organization.index;
    }

    function _addMember(bytes32 organizationId, address key, Role role) private {
        if (_members[organizationId][key].role != Role.NONE) {
            revert OrganizationsMemberExists(organizationId, key);
        }
        Organization storage organization = _organizations[organizationId];
        (uint64 anchoredSize, ) = _log.head();
        _members[organizationId][key] = Member({
            role: role,
            admittedSize: anchoredSize,
            removedSize: type(uint64).max,
            index: organization.index,
            current: true
        });
        if (role == Role.OWNER) ++organization.owners;
        emit MemberAdded(organizationId, key, role, anchoredSize);
    }

    function _removeMember(bytes32 organizationId, address key, Member storage member, uint64 size) private {
        Organization storage organization = _organizations[organizationId];
        if (member.role == Role.OWNER) {
            if (organization.owners == 1 && organization.kind != Kind.COMMUNITY) {
                revert OrganizationsLastOwner(organizationId, key);
            }
            --organization.owners;
        }
        member.removedSize = size;
        member.current = false;
    }

    function _getMember(bytes32 organizationId, address key) private view returns (Member storage member) {
        member = _members[organizationId][key];
        if (!member.current) revert OrganizationsNotMember(organizationId, key);
    }

    function _propose(bytes32 communityId, address candidate, uint48 seatableAt, bool byCouncil) private {
        Organization storage community = _organizations[communityId];
        if (community.kind != Kind.COMMUNITY) revert OrganizationsNotCommunity(communityId);
        if (candidate == address(0) || candidate == community.council) {
            revert OrganizationsCandidateInvalid(communityId, candidate);
        }
        _successions[communityId] = Succession(candidate, seatableAt, byCouncil);
        emit SuccessionProposed(communityId, community.council, candidate, seatableAt, byCouncil);
    }

    function _checkCouncil(bytes32 communityId) private view {
        address council = _organizations[communityId].council;
        if (council == address(0) || council != _msgSender()) {
            revert OrganizationsNotCouncil(communityId, _msgSender());
        }
    }

    /// @dev A council may do for its community what owners do for other organizations.
    function _checkOwner(bytes32 organizationId) private view {
        Organization storage organization = _organizations[organizationId];
        if (organization.kind == Kind.NONE) revert OrganizationsUnknown(organizationId);
        address caller = _msgSender();
        if (caller == organization.council) return;
        Member memory member = _members[organizationId][caller];
        if (member.role != Role.OWNER || !member.current) {
            revert OrganizationsNotOwner(organizationId, caller);
        }
    }

    function _msgSender() internal view override(Context, RelayedAccessManaged) returns (address) {
        return RelayedAccessManaged._msgSender();
    }

    function _msgData() internal view override(Context, RelayedAccessManaged) returns (bytes calldata) {
        return RelayedAccessManaged._msgData();
    }

    function _contextSuffixLength() internal view override(Context, RelayedAccessManaged) returns (uint256) {
        return RelayedAccessManaged._contextSuffixLength();
    }

    function _isSuspended(Organization storage organization) private view returns (bool) {
        uint40 suspendedFrom = organization.suspendedFrom;
        return suspendedFrom != 0 && block.timestamp >= suspendedFrom;
    }
}
