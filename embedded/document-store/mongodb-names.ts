/**
 * Names that MongoDB 7.0 has: a refusal tells those that this server does not serve from typing errors.
 * Internal names and those of Atlas services are left out.
 */

function names(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

export const TOP_LEVEL_OPERATORS = names(`
  $alwaysFalse $alwaysTrue $and $comment $expr $jsonSchema $nor $or $sampleRate $text $where
`);

export const FIELD_OPERATORS = names(`
  $all $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $elemMatch $eq $exists $geoIntersects $geoWithin $gt $gte $in $lt
  $lte $mod $ne $near $nearSphere $nin $not $options $regex $size $type
`);

export const UPDATE_OPERATORS = names(`
  $addToSet $bit $currentDate $inc $max $min $mul $pop $pull $pullAll $push $rename $set $setOnInsert $unset
`);

export const PUSH_MODIFIERS = names('$each $position $slice $sort');

export const STAGES = names(`
  $addFields $bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $count $currentOp $densify $documents
  $facet $fill $geoNear $graphLookup $group $indexStats $limit $listLocalSessions $listSampledQueries $listSessions $lookup
  $match $merge $out $planCacheStats $project $redact $replaceRoot $replaceWith $sample $set $setWindowFields
  $shardedDataDistribution $skip $sort $sortByCount $unionWith $unset $unwind
`);

export const ACCUMULATORS = names(`
  $accumulator $addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN $median $mergeObjects $min $minN
  $percentile $push $stdDevPop $stdDevSamp $sum $top $topN
`);

export const EXPRESSIONS = names(`
  $abs $acos $acosh $add $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh $atan $atan2 $atanh
  $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $ceil $cmp $concat $concatArrays $cond $convert $cos $cosh
  $dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth
  $dayOfWeek $dayOfYear $degreesToRadians $divide $eq $exp $filter $first $firstN $floor $function $getField $gt $gte $hour
  $ifNull $in $indexOfArray $indexOfBytes $indexOfCP $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN
  $let $literal $ln $log $log10 $lt $lte $ltrim $map $max $maxN $median $mergeObjects $meta $millisecond $min $minN $minute
  $mod $month $multiply $ne $not $objectToArray $or $percentile $pow $radiansToDegrees $rand $range $reduce $regexFind
  $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $second $setDifference $setEquals $setField
  $setIntersection $setIsSubset $setUnion $sin $sinh $size $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp
  $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $subtract $sum $switch $tan $tanh $toBool $toDate
  $toDecimal $toDouble $toInt $toLong $toLower $toObjectId $toString $toUpper $trim $trunc $tsIncrement $tsSecond $type
  $unsetField $week $year $zip
`);

export const VARIABLES = names(`
  $$CLUSTER_TIME $$CURRENT $$DESCEND $$JS_SCOPE $$KEEP $$NOW $$PRUNE $$REMOVE $$ROOT $$SEARCH_META $$USER_ROLES
`);

export const COMMANDS = names(`
  abortTransaction aggregate appendOplogNote applyOps authenticate buildInfo cloneCollectionAsCapped collMod collStats
  commitTransaction compact connPoolStats connectionStatus convertToCapped count create createIndexes createRole createUser
  currentOp dataSize dbHash dbStats delete distinct drop dropAllRolesFromDatabase dropAllUsersFromDatabase dropConnections
  dropDatabase dropIndexes dropRole dropUser endSessions explain features filemd5 find findAndModify fsync fsyncUnlock
  getClusterParameter getCmdLineOpts getDefaultRWConcern getLog getMore getParameter grantPrivilegesToRole grantRolesToRole
  grantRolesToUser hello hostInfo insert invalidateUserCache isMaster killAllSessions killAllSessionsByPattern killCursors
  killOp killSessions listCollections listCommands listDatabases listIndexes lockInfo logRotate logout mapReduce ping
  planCacheClear planCacheClearFilters planCacheListFilters planCacheSetFilter prepareTransaction profile reIndex
  refreshSessions renameCollection replSetFreeze replSetGetConfig replSetGetStatus replSetInitiate replSetMaintenance
  replSetReconfig replSetStepDown replSetSyncFrom revokePrivilegesFromRole revokeRolesFromRole revokeRolesFromUser rolesInfo
  rotateCertificates saslContinue saslStart serverStatus setClusterParameter setDefaultRWConcern
  setFeatureCompatibilityVersion setIndexCommitQuorum setParameter setUserWriteBlockMode shutdown startSession top update
  updateRole updateUser usersInfo validate validateDBMetadata whatsmyip
`);

export const INDEX_OPTIONS = names(`
  2dsphereIndexVersion background bits clustered collation default_language expireAfterSeconds hidden key language_override
  max min name partialFilterExpression prepareUnique sparse storageEngine textIndexVersion unique v weights
  wildcardProjection
`);
