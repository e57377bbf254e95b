// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title The accredited organizations, their keys, payout addresses and councils.
/// @notice Keys end, statements don't: each key keeps the anchored log size at its admission and at its removal,
///         and a signature counts when its leaf index lies between.
interface IOrganizations {
    /// @notice docs/formats.md numbers the kinds from 1; NONE is an organization that was never admitted.
    enum Kind {
        NONE,
        INSTITUTION,
        STUDIO,
        COMMUNITY,
        AUDITOR,
        ACCREDITOR,
        OPERATOR
    }

    /// @notice Owners and editors sign statements and act on chain; viewers may not.
    enum Role {
        NONE,
        VIEWER,
        EDITOR,
        OWNER
    }

    /// @param kind What it is.
    /// @param owners Keys with the role OWNER that were not removed.
    /// @param payout Where its money and its license tokens go.
    /// @param council The one address that consents for a community; zero for the other kinds.
    struct Organization {
        Kind kind;
        uint32 owners;
        address payout;
        address council;
    }

    /// @param role NONE if the key was never admitted.
    /// @param admittedSize Anchored leaves when it was admitted.
    /// @param removedSize Leaves from which its signatures no longer count; the largest uint64 while it is a member.
    struct Member {
        Role role;
        uint64 admittedSize;
        uint64 removedSize;
    }

    /// @param organizationId Any nonzero id.
    /// @param kind Not NONE.
    /// @param owner Its first key; may be zero for a community, which acts by its council.
    /// @param payout Not zero.
    /// @param council Not zero for a community, zero for the other kinds.
    struct Admission {
        bytes32 organizationId;
        Kind kind;
        address owner;
        address payout;
        address council;
    }

    /// @notice An organization can't have the id zero.
    error OrganizationsIdZero();

    /// @notice An organization is admitted once.
    /// @param organizationId The organization that exists.
    error OrganizationsAlreadyAdmitted(bytes32 organizationId);

    /// @notice No such organization.
    /// @param organizationId The id that is not admitted.
    error OrganizationsUnknown(bytes32 organizationId);

    /// @notice An organization needs a kind.
    /// @param organizationId The organization without one.
    error OrganizationsKindMissing(bytes32 organizationId);

    /// @notice A payout address, an owner or a member key is the zero address.
    /// @param organizationId The organization it was meant for.
    error OrganizationsAddressZero(bytes32 organizationId);

    /// @notice A community needs a council and nobody else may have one.
    /// @param organizationId The refused organization.
    /// @param council The refused council.
    error OrganizationsCouncilInvalid(bytes32 organizationId, address council);

    /// @notice Only an owner of the organization, or the council of a community, may do this.
    /// @param organizationId The organization.
    /// @param caller Who tried.
    error OrganizationsNotOwner(bytes32 organizationId, address caller);

    /// @notice A member needs a role.
    /// @param key The key without one.
    error OrganizationsRoleMissing(address key);

    /// @notice A key enters an organization once; a removed key does not come back.
    /// @param organizationId The organization.
    /// @param key The key it knows.
    error OrganizationsMemberExists(bytes32 organizationId, address key);

    /// @notice Not a member, or no longer one.
    /// @param organizationId The organization.
    /// @param key The key it doesn't have.
    error OrganizationsNotMember(bytes32 organizationId, address key);

    /// @notice An organization other than a community keeps at least one owner.
    /// @param organizationId The organization.
    /// @param key Its last owner.
    error OrganizationsLastOwner(bytes32 organizationId, address key);

    /// @notice Removal may name a size between the key's admission and the anchored size.
    /// @param size The refused size.
    /// @param admittedSize Anchored leaves when the key was admitted.
    /// @param anchoredSize Anchored leaves now.
    error OrganizationsSizeOutOfRange(uint64 size, uint64 admittedSize, uint64 anchoredSize);

    /// @notice The accreditor admitted an organization.
    /// @param organizationId Its id.
    /// @param kind What it is.
    /// @param payout Where its money goes.
    /// @param council Of a community, else zero.
    event OrganizationAdmitted(bytes32 indexed organizationId, Kind kind, address payout, address council);

    /// @notice A key became a member.
    /// @param organizationId Of the organization.
    /// @param key The key.
    /// @param role Its role, for as long as it is a member.
    /// @param logSize Anchored leaves; its signatures count from this index on.
    event MemberAdded(bytes32 indexed organizationId, address indexed key, Role role, uint64 logSize);

    /// @notice A key is no longer a member.
    /// @param organizationId Of the organization.
    /// @param key The key.
    /// @param logSize Its signatures count for leaves before this index.
    /// @param compromised Whether an owner named the size, because the key was in other hands.
    event MemberRemoved(
        bytes32 indexed organizationId,
        address indexed key,
        uint64 logSize,
        bool compromised
    );

    /// @notice The organization's money goes elsewhere from now on.
    /// @param organizationId Its id.
    /// @param payout The new address.
    event PayoutChanged(bytes32 indexed organizationId, address payout);

    /// @notice Admits an organization with its first owner. Restricted to the accreditor.
    /// @param admission What to admit.
    function admit(Admission calldata admission) external;

    /// @notice Adds a key. By an owner, or by the council of a community.
    /// @param organizationId Of the organization.
    /// @param key The new key.
    /// @param role Its role.
    function addMember(bytes32 organizationId, address key, Role role) external;

    /// @notice Removes a key; what it signed among the anchored leaves keeps counting. By an owner or a council.
    /// @dev Anchor the log first: what the key signed beyond the anchored size stops counting.
    /// @param organizationId Of the organization.
    /// @param key The key.
    function removeMember(bytes32 organizationId, address key) external;

    /// @notice Removes a key that was in other hands since some leaf. By an owner or a council.
    /// @param organizationId Of the organization.
    /// @param key The key.
    /// @param size What it signed at this index or later does not count.
    function removeCompromisedMember(bytes32 organizationId, address key, uint64 size) external;

    /// @notice Names another payout address. By an owner or a council.
    /// @param organizationId Of the organization.
    /// @param payout The new address, not zero.
    function setPayout(bytes32 organizationId, address payout) external;

    /// @notice The organization, of kind NONE if it was never admitted.
    /// @param organizationId Its id.
    /// @return organization Its record.
    function organizationOf(bytes32 organizationId) external view returns (Organization memory organization);

    /// @notice The key's record, of role NONE if it was never admitted.
    /// @param organizationId Of the organization.
    /// @param key The key.
    /// @return member Its record.
    function memberOf(bytes32 organizationId, address key) external view returns (Member memory member);

    /// @notice Whether the key is a member now, with the role EDITOR or OWNER.
    /// @param organizationId Of the organization.
    /// @param key The key.
    /// @return can The answer.
    function canAct(bytes32 organizationId, address key) external view returns (bool can);

    /// @notice Whether the key's signature in this leaf counts for the organization.
    /// @param organizationId Of the organization.
    /// @param key The key.
    /// @param leafIndex Place of the statement in the log.
    /// @return counts The answer.
    function signatureCounts(
        bytes32 organizationId,
        address key,
        uint64 leafIndex
    ) external view returns (bool counts);
}
