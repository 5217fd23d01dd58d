# Builds c3 and its start-up cache into target/dist. Sourced by ./c3 when something is missing, and
# by ./test for Maven alone. Expects `root` (the clone), `later` (from ./c3) and, from jdk.sh, `jdk`,
# `jdk_build` and `machine`.
#
#   target/dist/current                   names the newest build; its time is when that build began
#   target/dist/<build>/c3.jar            never overwritten: a server may be running from it
#   target/dist/<build>/c3-<jdk>-<machine>.aot   what the JVM learnt in a training run
#   target/dist/<build>/native-<machine>/ the native libraries, which every JVM would unpack anew
#   target/dist/{lock,build.log,training.log}
#
# <build> is the first 12 hex digits of the jar's SHA-256. A start-up cache is only right for the
# very jar that it was made from (the JVM would run the old code), hence a folder for each.

# What the training run types. The first one that works counts: a cache is made from one JVM's
# life, so to cover more, make `c3 warm-up` do more.
trainings='warm-up --version'

# How many builds are kept, the newest first. One that a live process runs from is kept as well.
builds_kept=3

has_maven() {
  command -v mvn >/dev/null && return
  echo "error: building c3 needs Maven 3.8 or newer and found no mvn on the PATH: install it (Debian: apt-get install maven)" >&2
  return 1
}

# Runs Maven on JDK 25 with this clone's project, wherever it is called from.
run_maven() {
  # Maven asks the password file for the home folder; a person who sets HOME means HOME.
  case ${HOME-} in
    *[[:space:]]*) home='' ;;
    /*) home="-Duser.home=$HOME" ;;
    *) home='' ;;
  esac
  # In the locale that ./c3 runs in: a JVM in another one has no paths that are not ASCII.
  JAVA_HOME=$jdk LC_ALL=C.UTF-8 \
    MAVEN_OPTS="-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow $home ${MAVEN_OPTS-}" \
    mvn -B -ntp -Dstyle.color=never -f "$root/pom.xml" "$@"
}

# Is there a build, and is nothing that goes into it newer? A removed file shows in its folder.
is_built() {
  [ -f "$dist/current" ] && read -r build <"$dist/current" && [ -f "$dist/$build/c3.jar" ] || return 1
  [ -z "$(find "$root/src/main" "$root/pom.xml" "$root/.mvn" -newer "$dist/current" -print -quit 2>/dev/null)" ]
}

# Builds if `is_built` still says no once the lock is held, and sets `build`. The lock lives in a
# subshell: were it open in the JVM that ./c3 becomes, a server would hold it for life.
build_c3() {
  if ! mkdir -p "$dist" 2>/dev/null || ! [ -w "$dist" ]; then
    [ -f "$dist/current" ] && read -r build <"$dist/current" && [ -f "$dist/$build/c3.jar" ] && {
      echo "c3: the sources are newer than this build, and $dist cannot be written: running it as it is" >&2
      return
    }
    echo "error: c3 is not built yet and $dist cannot be written: run $root/c3 once as its owner" >&2
    return 1
  fi
  has_maven || return
  (
    take_lock || exit
    is_built || build_locked
  ) || return
  read -r build <"$dist/current"
}

# Makes the start-up cache of a build that has none for this JDK. Not having one is slow, not wrong.
train_c3() {
  [ -w "$dist/$build" ] || return 0
  (
    take_lock || exit
    echo "c3: preparing this build for JDK $jdk_build on $machine, once" >&2
    train "$dist/$build"
  ) || return 0
}

take_lock() {
  if ! command -v flock >/dev/null; then
    echo "error: building c3 needs flock (Debian: apt-get install util-linux)" >&2
    return 1
  fi
  exec 9>>"$dist/lock"
  flock -n 9 && return
  echo "c3: waiting for another build of $root" >&2
  flock 9
}

build_locked() {
  log=$dist/build.log
  echo "c3: building $root (the first time downloads its libraries; log: $log)" >&2
  : >"$dist/started"
  # A folder of its own, so that ./test may run at the same time, and an empty one, so that the
  # jar holds what the sources say and nothing older.
  rm -rf "$root/target/launcher" "$dist"/*.part
  if ! run_maven -q -Plauncher -Dbuild.folder=target/launcher -Dmaven.test.skip=true -Dspotless.check.skip=true \
    package </dev/null >"$log" 2>&1; then
    explain_failure >&2
    return 1
  fi
  build=$(sha256sum <"$root/target/launcher/c3.jar") && build=$(printf %.12s "$build") || return 1
  if ! [ -f "$dist/$build/c3.jar" ]; then
    mkdir "$dist/$build.part" &&
      mv "$root/target/launcher/c3.jar" "$dist/$build.part/c3.jar" &&
      sync "$dist/$build.part/c3.jar" && # or a power cut leaves an empty jar under its final name
      mv "$dist/$build.part" "$dist/$build" || return 1
  fi
  touch "$dist/$build" # an old build that is wanted again is a new one to forget_old_builds
  train "$dist/$build"
  # What was edited while the build ran is newer than its beginning, and is built next time.
  printf '%s\n' "$build" >"$dist/current.part" &&
    touch -r "$dist/started" "$dist/current.part" &&
    mv -f "$dist/current.part" "$dist/current" || return 1
  forget_old_builds
}

explain_failure() {
  echo "error: c3 could not be built (log: $log)"
  # Maven's errors, each once, without its colours and its advice on how to use Maven.
  escape=$(printf '\033')
  sed -n -e "s/$escape\[[0-9;]*m//g" \
    -e '/^\[ERROR\] \[Help/d' -e '/full stack trace/d' -e '/full debug logging/d' -e '/read the following/d' \
    -e 's/ -> \[Help [0-9]*\]$//' -e 's/^\[ERROR\] \(..*\)/  \1/p' "$log" | awk '!seen[$0]++' | head -n 12 |
    grep . || tail -n 12 "$log"
}

# Trains on one folder's jar. The cache appears under its name when it is complete; a JVM that
# cannot make one leaves a mark, so that it is not asked again each time.
train() {
  : >"$dist/training.log"
  unpack_native "$1"
  cache=$1/c3-$jdk_build-$machine.aot
  [ -e "$cache" ] || [ -e "$cache.failed" ] && return
  home=$1/training.part
  for training in $trainings; do
    rm -rf "$home" "$cache.part"
    mkdir "$home" || return 0
    # Its own C3_HOME and no server: a training run must not meet the user's.
    if env -u C3_SERVER -u C3_API_KEY -u C3_JOB_ID C3_HOME="$home" LC_ALL=C.UTF-8 "$jdk/bin/java" \
      $later -XX:+UseSerialGC -XX:-UsePerfData -Xmx512m --enable-native-access=ALL-UNNAMED \
      -XX:AOTCacheOutput="$cache.part" -Xlog:disable -Xlog:all=error:stderr \
      -Dorg.sqlite.tmpdir="$home" -DZstdTempFolder="$home" -Duser.home="$home" \
      -cp "$1/c3.jar" c3.cli.Main "$training" </dev/null >>"$dist/training.log" 2>&1 &&
      [ -s "$cache.part" ]; then
      break
    fi
  done
  if [ -s "$cache.part" ] && sync "$cache.part"; then mv -f "$cache.part" "$cache"; else : >"$cache.failed"; fi
  rm -rf "$home" "$cache.part" "$cache.part.config"
}

# Unpacking costs a server 0.3 s and a client 0.1 s each time, and a killed one leaves what it
# unpacked. A machine that is not listed does it all the same.
unpack_native() {
  case $machine in
    x86_64) sqlite=org/sqlite/native/Linux/x86_64 zstd=linux/amd64 ;;
    aarch64) sqlite=org/sqlite/native/Linux/aarch64 zstd=linux/aarch64 ;;
    *) return 0 ;;
  esac
  [ -d "$1/native-$machine" ] && return
  part=$1/native.part
  rm -rf "$part"
  mkdir "$part" && (
    cd "$part" && "$jdk/bin/jar" xf ../c3.jar "$sqlite" "$zstd" &&
      mv "$sqlite/libsqlitejdbc.so" libsqlitejdbc.so && mv "$zstd"/libzstd-jni-*.so libzstd-jni.so &&
      rm -r org linux && sync libsqlitejdbc.so libzstd-jni.so
  ) >>"$dist/training.log" 2>&1 && mv "$part" "$1/native-$machine" || rm -rf "$part"
}

# A process shows the jar that it runs from on its command line, which every user may read.
forget_old_builds() {
  ls -td "$dist"/????????????/ | tail -n "+$((builds_kept + 1))" | while read -r old; do
    old=${old%/}
    printf '/%s/c3.jar\n' "${old##*/}" | grep -qsaF -f - /proc/[0-9]*/cmdline || rm -rf "$old"
  done
}
