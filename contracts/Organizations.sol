// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {IProvenanceLog} from "./interfaces/IProvenanceLog.sol";
import {RelayedAccessManaged} from "./RelayedAccessManaged.sol";

/// @title Organizations
contract Organizations is IOrganizations, RelayedAccessManaged {
    IProvenanceLog private immutable _log;

    mapping(bytes32 organizationId => Organization) private _organizations;
    mapping(bytes32 organizationId => mapping(address key => Member)) private _members;

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

        _organizations[organizationId] = Organization({
            kind: admission.kind,
            owners: 0,
            payout: admission.payout,
            council: admission.council
        });
        emit OrganizationAdmitted(organizationId, admission.kind, admission.payout, admission.council);
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
    function memberOf(bytes32 organizationId, address key) external view returns (Member memory) {
        return _members[organizationId][key];
    }

    /// @inheritdoc IOrganizations
    function canAct(bytes32 organizationId, address key) external view returns (bool) {
        Member memory member = _members[organizationId][key];
        return member.role >= Role.EDITOR && _isCurrent(member);
    }

    /// @inheritdoc IOrganizations
    function signatureCounts(
        bytes32 organizationId,
        address key,
        uint64 leafIndex
    ) external view returns (bool) {
        Member memory member = _members[organizationId][key];
        return
            member.role >= Role.EDITOR && member.admittedSize <= leafIndex && leafIndex < member.removedSize;
    }

    function _addMember(bytes32 organizationId, address key, Role role) private {
        if (_members[organizationId][key].role != Role.NONE) {
            revert OrganizationsMemberExists(organizationId, key);
        }
        (uint64 anchoredSize, ) = _log.head();
        _members[organizationId][key] = Member({
            role: role,
            admittedSize: anchoredSize,
            removedSize: type(uint64).max
        });
        if (role == Role.OWNER) ++_organizations[organizationId].owners;
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
    }

    function _getMember(bytes32 organizationId, address key) private view returns (Member storage member) {
        member = _members[organizationId][key];
        if (member.role == Role.NONE || !_isCurrent(member))
            revert OrganizationsNotMember(organizationId, key);
    }

    /// @dev A council may do for its community what owners do for other organizations.
    function _checkOwner(bytes32 organizationId) private view {
        Organization storage organization = _organizations[organizationId];
        if (organization.kind == Kind.NONE) revert OrganizationsUnknown(organizationId);
        address caller = _msgSender();
        if (caller == organization.council) return;
        Member memory member = _members[organizationId][caller];
        if (member.role != Role.OWNER || !_isCurrent(member)) {
            revert OrganizationsNotOwner(organizationId, caller);
        }
    }

    function _isCurrent(Member memory member) private pure returns (bool) {
        return member.removedSize == type(uint64).max;
    }
}
