// SPDX-License-Identifier: Apache-2.0
//
// ChunkReader: reads one chunk after the other through one snapshot session,
// projects and encodes its rows and pushes them into ChunkStreams. Thread:
// one; owns its projectors and encoders.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "copy/chunk_stream.h"
#include "copy/throttle.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "engine/target.h"
#include "route/projector.h"
#include "route/route.h"

namespace millrace {

class ChunkReader {
 public:
  ChunkReader(const TargetWriting& writing, Observer& observer,
              Throttle& throttle, const Stop& stop)
      : writing_(writing),
        observer_(observer),
        throttle_(throttle),
        stop_(stop) {}

  // Reads the stream's chunk to its end; the stream is not finished here.
  Status read(SnapshotReader& snapshot, const Route& route,
              ChunkStream& stream);

 private:
  struct Tools {
    std::unique_ptr<Projector> projector;
    std::unique_ptr<RowEncoder> encoder;
  };
  class Sink;
  Tools& tools(const Route& route);

  const TargetWriting& writing_;
  Observer& observer_;
  Throttle& throttle_;
  const Stop& stop_;
  std::map<RoadId, Tools> tools_;
};

}  // namespace millrace
