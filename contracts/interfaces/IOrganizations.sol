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
    /// @param index Its place in the order of admission, from 1: a short name for other contracts.
    /// @param suspendedFrom Unix seconds from which it is suspended, announced a week before; 0 if it is not.
    /// @param payout Where its money goes.
    /// @param council The one address that consents for a community; zero for the other kinds.
    struct Organization {
        Kind kind;
        uint16 owners;
        uint32 index;
        uint40 suspendedFrom;
        address payout;
        address council;
    }

    /// @param candidate Who would be the council; zero if nobody is named.
    /// @param seatableAt Unix seconds from which the candidate may take the seat; at once if the council itself named it.
    /// @param byCouncil Whether the council itself named it, and not the accreditor.
    struct Succession {
        address candidate;
        uint48 seatableAt;
        bool byCouncil;
    }

    /// @param role NONE if the key was never admitted.
    /// @param admittedSize Anchored leaves when it was admitted.
    /// @param removedSize Leaves from which its signatures no longer count; the largest uint64 while it is a member.
    /// @param index Of the organization.
    /// @param current Whether it is a member now. No size stands for that: sizes come from the log, whoever anchors it.
    struct Member {
        Role role;
        uint64 admittedSize;
        uint64 removedSize;
        uint32 index;
        bool current;
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

    /// @notice Another organization has the same license account.
    /// @param organizationId The refused organization.
    /// @param account The last 20 bytes of its id.
    error OrganizationsAccountTaken(bytes32 organizationId, address account);

    /// @notice Only the community's present council may do this.
    /// @param communityId The community.
    /// @param caller Who tried.
    error OrganizationsNotCouncil(bytes32 communityId, address caller);

    /// @notice Only a community has a council to succeed.
    /// @param organizationId The organization that is none.
    error OrganizationsNotCommunity(bytes32 organizationId);

    /// @notice The candidate is zero or the present council.
    /// @param communityId The community.
    /// @param candidate The refused candidate.
    error OrganizationsCandidateInvalid(bytes32 communityId, address candidate);

    /// @notice The council named its successor itself less than 30 days ago; the accreditor can't take that back.
    /// @param communityId The community.
    /// @param candidate Whom the council named.
    error OrganizationsSuccessorNamed(bytes32 communityId, address candidate);

    /// @notice Nobody is named, or the caller is not the one who is.
    /// @param communityId The community.
    /// @param caller Who tried.
    error OrganizationsNotCandidate(bytes32 communityId, address caller);

    /// @notice The council may still object.
    /// @param communityId The community.
    /// @param seatableAt Unix seconds from which the candidate may take the seat.
    error OrganizationsTooEarly(bytes32 communityId, uint48 seatableAt);

    /// @notice There is no succession to veto.
    /// @param communityId The community.
    error OrganizationsNoSuccession(bytes32 communityId);

    /// @notice Communities answer to their councils, accreditor and operator to their roles: none of them is suspended.
    /// @param organizationId The organization.
    error OrganizationsNotSuspendable(bytes32 organizationId);

    /// @notice A suspension is announced or in force already.
    /// @param organizationId The organization.
    /// @param suspendedFrom Unix seconds from which it is suspended.
    error OrganizationsAlreadySuspended(bytes32 organizationId, uint40 suspendedFrom);

    /// @notice There is no suspension to lift.
    /// @param organizationId The organization.
    error OrganizationsNotSuspended(bytes32 organizationId);

    /// @notice A suspension names its reason by a hash that is not zero.
    /// @param organizationId The organization.
    error OrganizationsReasonMissing(bytes32 organizationId);

    /// @notice The accreditor admitted an organization.
    /// @param organizationId Its id.
    /// @param kind What it is.
    /// @param payout Where its money goes.
    /// @param council Of a community, else zero.
    /// @param index Its place in the order of admission.
    event OrganizationAdmitted(
        bytes32 indexed organizationId,
        Kind kind,
        address payout,
        address council,
        uint32 index
    );

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

    /// @notice Somebody is to be the council.
    /// @param communityId Of the community.
    /// @param council The present council.
    /// @param candidate Who is named.
    /// @param seatableAt Unix seconds from which the candidate may take the seat.
    /// @param byCouncil Whether the council itself named it.
    event SuccessionProposed(
        bytes32 indexed communityId,
        address council,
        address candidate,
        uint48 seatableAt,
        bool byCouncil
    );

    /// @notice The council said no, or took its own word back.
    /// @param communityId Of the community.
    /// @param candidate Who will not be the council.
    event SuccessionVetoed(bytes32 indexed communityId, address candidate);

    /// @notice The community has another council from now on.
    /// @param communityId Of the community.
    /// @param council The new council.
    /// @param previous The old one.
    event CouncilSeated(bytes32 indexed communityId, address council, address previous);

    /// @notice The organization will be suspended; it has a week to answer.
    /// @param organizationId Its id.
    /// @param suspendedFrom Unix seconds from which it is suspended.
    /// @param reasonHash keccak256 of the reason, which is published elsewhere.
    event OrganizationSuspended(bytes32 indexed organizationId, uint40 suspendedFrom, bytes32 reasonHash);

    /// @notice The suspension is over, or does not come.
    /// @param organizationId Its id.
    event SuspensionLifted(bytes32 indexed organizationId);

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

    /// @notice Puts a new key in an old one's place and role, all or nothing. By an owner or a council.
    /// @param organizationId Of the organization.
    /// @param key The old key.
    /// @param newKey The new key.
    function replaceMember(bytes32 organizationId, address key, address newKey) external;

    /// @notice Names the next council, which takes its seat at once by `acceptCouncil`. By the present council.
    /// @param communityId Of the community.
    /// @param candidate The next council.
    function nameSuccessor(bytes32 communityId, address candidate) external;

    /// @notice Names the next council of a community that lost its own; it may take its seat after 30 days without veto.
    ///         Restricted to the accreditor.
    /// @dev Naming again, anybody, starts the 30 days again. Refused for 30 days after the council named a successor itself;
    ///      not longer, else a council whose candidate is lost too would lock its community for good.
    /// @param communityId Of the community.
    /// @param candidate The next council.
    function proposeCouncil(bytes32 communityId, address candidate) external;

    /// @notice Ends a succession, the accreditor's or its own. By the present council.
    /// @param communityId Of the community.
    function vetoCouncil(bytes32 communityId) external;

    /// @notice Takes the seat. By the candidate, which so shows that it can act. Consent given before stays.
    /// @param communityId Of the community.
    function acceptCouncil(bytes32 communityId) external;

    /// @notice Announces a suspension, in force seven days later: the organization can then not publish, offer, buy or
    ///         dispute. What it sold and bought stays. Restricted to the accreditor.
    /// @param organizationId An institution, studio or auditor.
    /// @param reasonHash keccak256 of the reason, not zero.
    function suspend(bytes32 organizationId, bytes32 reasonHash) external;

    /// @notice Ends a suspension, announced or in force. Restricted to the accreditor.
    /// @param organizationId The organization.
    function liftSuspension(bytes32 organizationId) external;

    /// @notice Names another payout address. By an owner or a council.
    /// @param organizationId Of the organization.
    /// @param payout The new address, not zero.
    function setPayout(bytes32 organizationId, address payout) external;

    /// @notice The organization, of kind NONE if it was never admitted.
    /// @param organizationId Its id.
    /// @return organization Its record.
    function organizationOf(bytes32 organizationId) external view returns (Organization memory organization);

    /// @notice Who is named to be the council, with candidate zero if nobody is.
    /// @param communityId Of the community.
    /// @return succession Its record.
    function successionOf(bytes32 communityId) external view returns (Succession memory succession);

    /// @notice The id of the organization admitted at this place; zero if there is none.
    /// @param index Its place, from 1.
    /// @return organizationId Its id.
    function idOf(uint32 index) external view returns (bytes32 organizationId);

    /// @notice The organization whose licenses this address holds; zero if there is none.
    /// @dev An organization's license account is the last 20 bytes of its id: no key moves it, its members do.
    /// @param account The address.
    /// @return organizationId Its id.
    function organizationAt(address account) external view returns (bytes32 organizationId);

    /// @notice The council of the community admitted at this place; zero if it is none.
    /// @param index Its place, from 1.
    /// @return council Its council.
    function councilAt(uint32 index) external view returns (address council);

    /// @notice Place and standing of an organization, from one slot.
    /// @param organizationId Its id.
    /// @return index Its place in the order of admission; 0 if it was never admitted.
    /// @return suspended Whether a suspension is in force.
    function standingOf(bytes32 organizationId) external view returns (uint32 index, bool suspended);

    /// @notice Whether a suspension of the organization admitted at this place is in force.
    /// @param index Its place, from 1.
    /// @return suspended The answer.
    function isSuspendedAt(uint32 index) external view returns (bool suspended);

    /// @notice Both parties to consent in one call.
    /// @param community Place of the community, from 1.
    /// @param holder Place of the holder, from 1.
    /// @return council The community's council; zero if there is none.
    /// @return holderId The holder's id; zero if there is none.
    function partiesOf(
        uint32 community,
        uint32 holder
    ) external view returns (address council, bytes32 holderId);

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

    /// @notice Who stands behind a logged statement, each by its place in the order of admission.
    /// @dev One call for both: materialization has to fit into its gas.
    /// @param organizationId Who published it.
    /// @param key Who signed it.
    /// @param leafIndex Its place in the log.
    /// @param communityId Of whom it is; zero for nobody.
    /// @return signed Index of the organization; 0 if the key was no owner or editor of it at that place.
    /// @return community Index of the community; 0 if it is none.
    function partiesOf(
        bytes32 organizationId,
        address key,
        uint64 leafIndex,
        bytes32 communityId
    ) external view returns (uint32 signed, uint32 community);
}
