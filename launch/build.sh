# Builds c3 and its start-up caches into target/dist. Sourced by ./c3 when something is missing, and
# by ./test for Maven alone. Expects `root` (the clone) and, from jdk.sh, `jdk`, `jdk_build` and
# `machine`.
#
#   target/dist/current                   names the newest build; its time is when that build began
#   target/dist/<build>/c3.jar            never overwritten: a server may be running from it
#   target/dist/<build>/caches-<jdk>-<machine>/<kind>.aot   what the JVM learnt in a training run
#   target/dist/<build>/native-<machine>/ the native libraries, which every JVM would unpack anew
#   target/dist/{lock,build.log,training.log}
#
# <build> is the first 12 hex digits of the jar's SHA-256. A start-up cache is only right for the
# very jar that it was made from (the JVM would run the old code), hence a folder for each. And a JVM
# loads all classes of its cache before it does anything, hence a cache for each kind of process (see
# `find_kind` in ./c3): with those of a server in it, a small command would take half as long again.

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

# Makes the start-up caches of a build that has none for this JDK. Not having them is slow, not wrong.
train_c3() {
  [ -w "$dist/$build" ] || return 0
  (
    take_lock || exit
    echo "c3: preparing this build for JDK $jdk_build on $machine, once" >&2
    train
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
  train
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

# Runs a server, an agent and the two kinds of commands, as ./c3 starts them, and keeps what their
# JVMs learn. To cover more, make `c3 warm-up` type more. The caches appear under their name when all
# are complete; what a JVM cannot make is missing there, and not tried again each time.
train() {
  : >"$dist/training.log"
  unpack_native "$dist/$build"
  caches=$dist/$build/caches-$jdk_build-$machine
  [ -d "$caches" ] && return
  # Their own C3_HOME and port: a training run must not meet the user's server.
  training=$dist/$build/training.part
  rm -rf "$training" "$caches.part"
  mkdir "$training" "$caches.part" || return 0
  (
    unset C3_SERVER C3_API_KEY C3_JOB_ID C3_SLOTS C3_UPLOAD_PATIENCE C3_HANDOVER
    export HOME="$training" C3_HOME="$training" C3_PORT=0 C3_AGENT=off C3_JAVA_HOME="$jdk"
    export C3_BUILD="$build" C3_TRAINING="$caches.part"
    # At Ctrl-C a JVM that may still write its cache would go on for seconds. And whatever becomes of
    # this shell, what it started must not hold the lock of the build.
    server='' agent=''
    trap 'kill -KILL $server $agent; exit 1' HUP INT QUIT TERM
    "$root/c3" server run 9>&- &
    server=$!
    looks=0
    while kill -0 "$server" && ! [ -e "$training/server.json" ] && [ $((looks += 1)) -lt 300 ]; do
      sleep 0.1
    done
    "$root/c3" agent 9>&- &
    agent=$!
    "$root/c3" warm-up transfer
    "$root/c3" warm-up control
    kill $agent
    # Whichever runs: a command starts another where one has died. This one learns nothing.
    (unset C3_TRAINING && "$root/c3" server stop --force)
    wait
  ) </dev/null >>"$dist/training.log" 2>&1
  rm -f "$caches.part"/*.config # left by a JVM that could not make its cache
  sync "$caches.part"/* 2>/dev/null
  mv "$caches.part" "$caches"
  rm -rf "$training"
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
